import { fact, number } from '../../app/format';
import type { Messages } from '../../messages';
import { pluralOf } from '../plural';

const plural = pluralOf('es');
const moles = (count: number): string =>
  plural(count, { one: '1 lunar', many: `${number(count)} de lunares`, other: `${number(count)} lunares` });
const photos = (count: number): string =>
  plural(count, { one: '1 foto', many: `${number(count)} de fotos`, other: `${number(count)} fotos` });

export const data: Messages['data'] = {
  failures: {
    'storage-absent': () => ({
      title: 'Este navegador no conserva nada para esta página.',
      help: 'Así es en las ventanas privadas y cuando los datos de sitios están bloqueados. Abra Spotcheck en una ventana corriente, o permítale guardar datos en los ajustes del navegador.',
    }),
    'storage-blocked': () => ({
      title: 'El diario está abierto en otra pestaña con una versión más antigua.',
      help: 'Cierre las demás pestañas de Spotcheck e inténtelo de nuevo. No se ha perdido nada.',
    }),
    'storage-newer': () => ({
      title: 'El diario es de una versión más nueva de esta página.',
      help: 'Vuelva a cargar la página con conexión, y cierre sus otras pestañas. No se ha perdido nada.',
    }),
    'storage-full': () => ({
      title: 'No queda sitio en este dispositivo.',
      help: 'Lo que acaba de hacer no se guardó; todo lo anterior sigue ahí. Libere espacio, o quite fotos que ya no necesite, e inténtelo de nuevo.',
    }),
    'storage-broken': () => ({
      title: 'El almacén del diario no respondió.',
      help: 'Lo que acaba de hacer no se guardó. Inténtelo de nuevo; si sigue igual, cierre el navegador del todo y ábralo otra vez.',
    }),
    'diary-row': () => ({
      title: 'No se puede leer esta parte del diario.',
      help: 'Está dañada, o tiene un valor que el diario no admite. Todo lo demás sigue ahí.',
    }),
    'mole-missing': () => ({
      title: 'Este lunar ya no está en el diario.',
      help: 'Puede que se haya quitado en otra pestaña. Elija otro, o cree uno nuevo.',
    }),
    'picture-encode': () => ({
      title: 'No se pudo reducir la foto para el diario.',
      help: 'Puede que al dispositivo le falte memoria. Cierre otras pestañas e inténtelo de nuevo; la foto de la pantalla sigue ahí.',
    }),
    'backup-insecure': () => ({
      title: 'Para cifrar hace falta una conexión cifrada.',
      help: 'Los navegadores solo lo permiten a páginas cuya dirección empieza por https://.',
    }),
    'backup-passphrase': () => ({
      title: 'Esta no es la frase de contraseña de esta copia.',
      help: 'Cuentan las mayúsculas y los espacios. Nadie puede abrir el archivo sin ella, ni siquiera nosotros. No se cambió nada.',
    }),
    'backup-damaged': () => ({
      title: 'Esta copia de seguridad está dañada.',
      help: 'Una parte no está como se escribió. Copie o descargue el archivo otra vez, o tome una copia más antigua. No se cambió nada.',
    }),
    'backup-truncated': () => ({
      title: 'Esta copia de seguridad está cortada.',
      help: 'Le falta el final: no se copió o descargó por completo. Consiga el archivo otra vez. No se cambió nada.',
    }),
    'backup-newer': ({ found, known }) => ({
      title: 'Esta copia de seguridad la hizo una versión más nueva de esta página.',
      help: `Tiene el formato ${fact(found)}, y esta página lee hasta el ${fact(known)}. Vuelva a cargar la página con conexión. No se cambió nada.`,
    }),
    'archive-foreign': () => ({
      title: 'Este archivo no es ni una copia de seguridad ni una exportación de Spotcheck.',
      help: 'Elija un archivo que Spotcheck haya guardado: su nombre empieza por «spotcheck». No se cambió nada.',
    }),
    'archive-damaged': () => ({
      title: 'Esta exportación está dañada.',
      help: 'No se copió por completo, o se alteró. Consiga el archivo otra vez. No se cambió nada.',
    }),
    'archive-newer': ({ found, known }) => ({
      title: 'Esta exportación la hizo una versión más nueva de esta página.',
      help: `Tiene el formato ${fact(found)}, y esta página lee hasta el ${fact(known)}. Vuelva a cargar la página con conexión. No se cambió nada.`,
    }),
    'archive-large': () => ({
      title: 'Esto es más de lo que cabe en un archivo.',
      help: `Un archivo puede tener como mucho 4 GB y como mucho ${number(60_000)} fotos. No se cambió nada.`,
    }),
  },
  heading: 'Sus datos',
  intro:
    'El diario está en este navegador de este dispositivo, y en ningún otro lugar. No existe ninguna copia suya salvo las que usted mismo guarde.',
  empty: 'El diario está vacío.',
  contents: (moleCount, photoCount) => `${moles(moleCount)} con ${photos(photoCount)}`,
  working: 'Un momento…',
  progress: (done, total) => `${number(done)} de ${number(total)}`,

  device: {
    heading: 'En este dispositivo',
    use: (used, quota) => `Spotcheck ocupa aquí ${used} MB, incluido el modelo. El navegador permite unos ${quota} MB.`,
    unknownUse: 'Este navegador no dice cuánto sitio ocupa.',
    kept: 'El navegador ha prometido no borrarlo por su cuenta.',
    mayGo: 'Si el dispositivo se queda sin sitio, el navegador puede borrarlo.',
    unknown: 'Este navegador no dice si lo borraría cuando el dispositivo se quede sin sitio.',
    ask: 'Pedir al navegador que lo conserve',
    refused:
      'El navegador no lo prometió. Muchos lo hacen cuando Spotcheck está instalado, o se ha usado un tiempo. Hasta entonces, en lo que puede confiar es en una copia guardada.',
    week: {
      heading: 'Este navegador borra el diario tras siete días sin una visita.',
      help: 'Añada Spotcheck a la pantalla de inicio (Compartir y luego «Añadir a pantalla de inicio»), o al Dock en un Mac: allí no se borra nada tras una semana. La aplicación empieza allí con un diario vacío, así que guarde primero aquí una copia de seguridad y restáurela allí.',
    },
    damaged: (count) =>
      plural(count, {
        one: 'No se puede leer una parte del diario. Se deja como está, y nada más se ve afectado. Una copia de seguridad que la contenga la arregla.',
        many: `No se pueden leer ${number(count)} de partes del diario. Se dejan como están, y nada más se ve afectado. Una copia de seguridad que las contenga las arregla.`,
        other: `No se pueden leer ${number(count)} partes del diario. Se dejan como están, y nada más se ve afectado. Una copia de seguridad que las contenga las arregla.`,
      }),
  },

  save: {
    heading: 'Guardar una copia',
    nothing: 'Todavía no hay nada que guardar.',
    never: 'Todavía no se ha guardado ninguna copia. Si se pierde este dispositivo, se pierde el diario.',
    last: (day) => `Última copia: ${day}.`,
    old: 'El diario ha cambiado desde entonces. Es hora de hacer otra.',
    backup: 'Copia de seguridad',
    backupHelp:
      'Todo en un solo archivo cifrado. Solo quien conoce la frase de contraseña puede abrirlo; nadie puede ayudar si la olvida.',
    passphrase: 'Frase de contraseña',
    repeat: 'Frase de contraseña otra vez',
    show: 'Mostrar la frase de contraseña',
    hint: (least) =>
      `Al menos ${number(least)} caracteres. Cinco palabras que no tengan que ver entre sí van bien y se pueden recordar.`,
    short: (least) => `La frase de contraseña necesita al menos ${number(least)} caracteres.`,
    different: 'Las dos no son iguales.',
    make: 'Hacer la copia de seguridad',
    export: 'Exportación abierta',
    exportHelp:
      'Un zip con todas las fotos y notas para cualquier otro programa. No está cifrado: quien tenga el archivo lo ve todo. Las fotos no llevan ni el lugar ni datos de la cámara.',
    makeExport: 'Hacer la exportación',
    ready: 'El archivo está listo',
    readyMore: (name, megabytes, contents) => `${name}, ${megabytes} MB: ${contents}.`,
    save: 'Guardar el archivo',
    share: 'Compartirlo',
    cannotShare: 'Este navegador no entrega archivos de esta clase. Guárdelo en su lugar.',
    elsewhere: 'Consérvelo en otro sitio que no sea este dispositivo.',
    skipped: (count) =>
      plural(count, {
        one: 'Una parte no se pudo leer y no está en el archivo:',
        many: `${number(count)} de partes no se pudieron leer y no están en el archivo:`,
        other: `${number(count)} partes no se pudieron leer y no están en el archivo:`,
      }),
  },

  open: {
    heading: 'Restaurar o importar',
    help: 'Abre una copia de seguridad o una exportación de Spotcheck. Lo que hay en el diario se queda: de dos versiones de lo mismo se conserva la posterior, y nada se duplica.',
    choose: 'Elegir el archivo',
    chosen: (name) => `${name} está cifrado.`,
    passphrase: 'Frase de contraseña de esta copia',
    restore: 'Restaurar',
    cancel: 'Cancelar',
    done: 'Incorporado al diario',
    moles: 'Lunares',
    photos: 'Fotos',
    counts: {
      added: (count) => `Añadidos: ${number(count)}`,
      updated: (count) => `Actualizados: ${number(count)}`,
      unchanged: (count) => `Ya estaban: ${number(count)}`,
      skipped: (count) => `Omitidos: ${number(count)}`,
    },
    skipped: (count) =>
      plural(count, {
        one: 'Una parte del archivo no se pudo leer:',
        many: `${number(count)} de partes del archivo no se pudieron leer:`,
        other: `${number(count)} partes del archivo no se pudieron leer:`,
      }),
  },

  erase: {
    heading: 'Borrarlo todo',
    help: 'Quita todo el diario de este dispositivo. Los archivos que haya guardado en otro sitio no se tocan, ni los modelos.',
    ask: 'Borrarlo todo…',
    title: '¿Borrar todo el diario?',
    gone: (contents) => `Desaparecerá de este dispositivo: ${contents}. No se puede deshacer.`,
    broken: (count) =>
      plural(count, {
        one: 'También una parte que no se puede leer.',
        many: `También ${number(count)} de partes que no se pueden leer.`,
        other: `También ${number(count)} partes que no se pueden leer.`,
      }),
    noCopy: 'No se ha guardado ninguna copia.',
    keep: 'Conservarlo',
    erase: 'Borrarlo todo',
    done: 'El diario está ahora vacío.',
  },
};
