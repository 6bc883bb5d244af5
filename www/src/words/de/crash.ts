import type { Messages } from '../../messages';

export const crash: Messages['crash'] = {
  heading: 'Ein Teil dieser Seite ist ausgefallen.',
  help: 'Das ist ein Fehler von Spotcheck, nicht Ihrer und nicht der Ihres Fotos. Was Sie gespeichert haben, ist unberührt.',
  photo: {
    keeping: 'Ihr Foto wird beiseitegelegt…',
    kept: 'Ihr Foto und sein Quadrat liegen auf diesem Gerät beiseite. Nach dem Neuladen können Sie sie wieder öffnen.',
    lost: 'Ihr Foto konnte nicht beiseitegelegt werden: Ein Neuladen würde es verlieren. „Weiter“ lässt es, wo es ist.',
  },
  reload: 'Seite neu laden',
  plain: 'Schlicht starten',
  plainMore: 'Ein schlichter Start benutzt nur die CPU und keine Ihrer Einstellungen. Versuchen Sie es damit, wenn Neuladen nicht hilft.',
  goOn: 'Weiter',
  details: 'Einzelheiten für eine Meldung',
  copy: 'Einzelheiten kopieren',
  copied: 'Kopiert. Von Ihrem Foto enthalten sie nichts.',
  notCopied: 'Der Browser hat es nicht erlaubt. Markieren Sie den Text und kopieren Sie ihn.',
  rescued: {
    text: 'Ihr Foto von vorhin ist noch da.',
    open: 'Öffnen',
    drop: 'Löschen',
  },
};
