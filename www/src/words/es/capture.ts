import { number } from '../../app/format';

export const capture = {
  hints: {
    none: '',
    dark: 'Demasiado oscuro. Busque más luz.',
    bright: 'Demasiado claro. Menos luz.',
    still: 'No se mueva.',
    closer: 'Más cerca.',
    farther: 'Un poco más lejos.',
    blurred: 'Borroso. Enfoque, o aléjese un poco.',
    glare: 'Brilla. Incline un poco el teléfono.',
    good: 'Bien. Haga la foto.',
  },
  still: (hint: string): string => `La imagen del cuadrado podría ser mejor: ${hint}`,
  counting: 'Bien. No se mueva, se está haciendo la foto.',
  stop: 'Parar',
  automatic: 'Automático',
  automaticMore: 'Hace la foto por sí sola cuando todo ha estado bien un segundo',
  torch: 'Luz',
  focus: 'Enfocar',
  focusMore: 'Enfocar el centro. También puede tocar la imagen.',
  zoom: 'Ampliación de la cámara',
  zoomed: (times: string): string => `${times} ×`,
  lens: 'Cámara',
  lensNumber: (count: number): string => `Cámara ${number(count)}`,
};
