import { number } from '../../app/format';

export const capture = {
  hints: {
    none: '',
    dark: 'Escuro demais. Procure mais luz.',
    bright: 'Claro demais. Menos luz.',
    still: 'Não se mexa.',
    closer: 'Mais perto.',
    farther: 'Um pouco mais longe.',
    blurred: 'Desfocado. Foque, ou afaste-se um pouco.',
    glare: 'Está brilhando. Incline um pouco o celular.',
    good: 'Bom. Tire a foto.',
  },
  still: (hint: string): string => `A imagem no quadrado poderia ser melhor: ${hint}`,
  counting: 'Bom. Não se mexa, a foto está sendo tirada.',
  stop: 'Parar',
  automatic: 'Automático',
  automaticMore: 'Tira a foto sozinha quando tudo ficou bom por um segundo',
  torch: 'Luz',
  focus: 'Focar',
  focusMore: 'Focar no meio. Você também pode tocar na imagem.',
  zoom: 'Zoom da câmera',
  zoomed: (times: string): string => `${times} ×`,
  lens: 'Câmera',
  lensNumber: (count: number): string => `Câmera ${number(count)}`,
};
