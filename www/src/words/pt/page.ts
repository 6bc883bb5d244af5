import { number } from '../../app/format';
import type { EngineKind } from '../../engine/protocol';
import type { Messages, Words } from '../../messages';

const engines: Readonly<Record<EngineKind, string>> = { cpu: 'CPU', gpu: 'GPU' };

const skin: Words = {
  lead: 'Um segundo olhar para uma mancha na sua pele',
  intro: 'Um pequeno modelo olha uma foto, diz com o que ela se parece, e diz também quando não sabe.',
  choose: 'Escolher uma foto',
  another: 'Outra foto',
  guide: 'Ponha uma só mancha no quadrado: de perto, nítida, com luz uniforme.',
  frame: 'Enquadrar a mancha',
  look: 'Olhar esta mancha',
  unsuitableMore: 'Por isso ele não nomeia nenhum tipo de mancha. Uma imagem que ele pode julgar mostra isto:',
  groups: 'Os dois grupos',
  classes: 'Os tipos de mancha por trás deles',
  back: 'Voltar às manchas da pele',
  reasons: {
    'low-confidence': 'Nenhum tipo de mancha se destaca com clareza suficiente.',
    'close-call': 'Os dois grupos estão quase empatados.',
    'unlike-training': 'Ela não se parece com as imagens com que o modelo aprendeu.',
    blank: 'Quase não há nada para ver no quadrado.',
    'too-small': 'O quadrado tem pixels de menos.',
  },
  doctor: {
    heading: 'Diga o que disser aqui: procure um médico se a mancha',
    signs: ['mudou', 'sangra', 'coça', 'é nova', 'não se parece com as suas outras'],
    more: 'Um modelo conhece só a imagem. Um médico vê você.',
  },
};

const neutral: Words = {
  lead: 'Um segundo olhar para esta imagem',
  intro: 'Um pequeno modelo olha uma imagem, diz com o que ela se parece, e diz também quando não sabe.',
  choose: 'Escolher uma imagem',
  another: 'Outra imagem',
  guide: 'Ponha a imagem no quadrado: reta, nítida, sem reflexo.',
  frame: 'Enquadrar a imagem',
  look: 'Olhar esta imagem',
  unsuitableMore: 'Por isso ele não nomeia nada. Uma imagem que ele pode julgar mostra isto:',
  groups: 'Os grupos',
  classes: 'As respostas uma a uma',
  back: 'Voltar ao modelo de costume',
  reasons: {
    ...skin.reasons,
    'low-confidence': 'Nada se destaca com clareza suficiente.',
    'close-call': 'Os grupos mais prováveis estão quase empatados.',
  },
  doctor: {
    heading: 'Isto é para pesquisa.',
    signs: [],
    more: 'Deixe que imagens do corpo sejam lidas por quem tem formação para isso.',
  },
};

export const page = {
  name: 'Spotcheck',
  privacy: 'Sua foto fica neste aparelho.',
  privacyMore: 'A página funciona sem rede e não envia nada a lugar nenhum.',
  notAnOpinion: 'Isto não é uma opinião médica e não pode substituir uma.',

  doors: {
    camera: 'Usar a câmera',
    nativeCamera: 'Tirar uma com o aplicativo da câmera',
    more: 'Você também pode soltar imagens aqui, ou colar uma. Várias são olhadas uma depois da outra.',
    drop: 'Solte as imagens em qualquer lugar',
    opening: 'Abrindo a foto…',
  },
  camera: {
    label: 'Câmera',
    shutter: 'Tirar a foto',
    cancel: 'Voltar',
    starting: 'Iniciando a câmera…',
  },
  crop: {
    stage:
      'Recorte. Arraste para mover, faça o gesto de pinça ou role para dar zoom. As setas movem, mais e menos dão zoom, zero redefine.',
    zoom: 'Zoom',
    zoomIn: 'Aumentar',
    zoomOut: 'Diminuir',
    left: 'Mover para a esquerda',
    right: 'Mover para a direita',
    up: 'Mover para cima',
    down: 'Mover para baixo',
    reset: 'Redefinir',
    undo: 'Desfazer',
    redo: 'Refazer',
    suggestion: 'Usar o quadrado sugerido',
    said: (side, fromLeft, fromTop) =>
      `Quadrado de ${number(side)} pixels, a ${number(fromLeft)} por cento da esquerda, a ${number(fromTop)} por cento do alto.`,
    pixels: (side) => `${number(side)}\u00a0×\u00a0${number(side)} px`,
  },
  check: {
    again: 'Olhar de novo',
    waiting: 'Esperando o modelo…',
    waitingFor: (received, total) => `Esperando o modelo: ${received} de ${total} MB`,
    running: 'Olhando…',
    cancel: 'Cancelar',
    stale: 'Você moveu o quadrado. Este é o resultado de onde ele estava.',
  },
  verdict: {
    label: 'Resultado',
    resembles: 'Para onde o modelo se inclina',
    reliability: ({ right, low, high }) =>
      `De cada ${number(100)} imagens de teste com valores assim, ${number(right)} pertenciam mesmo a este grupo (entre ${number(low)} e ${number(high)}).`,
    counted: (n, data) => `Contado em ${number(n)} imagens de ${data}.`,
    prevalence: (common) =>
      `Isto vale onde ${number(common)} de cada ${number(100)} imagens pertencem a este grupo. Onde são menos, uma resposta assim acerta menos vezes.`,
    unsure: 'Não sei dizer.',
    unsureMore: 'O modelo não sabe. Os números dele estão abaixo, mas não se apoie neles.',
    unsuitable: 'Não consigo julgar esta imagem.',
    timing: 'Como isto foi calculado',
    engine: (kind) => `Motor da ${engines[kind]}`,
    stages: { decode: 'ler', prepare: 'preparar', infer: 'calcular', judge: 'julgar' },
  },
  limits: { heading: 'O que ele não consegue' },
  model: {
    heading: 'Sobre o modelo',
    version: 'Modelo',
    figures: 'Valores medidos',
    unmeasured: 'Nada foi medido.',
    interval: (low, high) => `de ${low} a ${high}`,
    basis: (data, split, n) => `${data}, ${split}, n\u00a0=\u00a0${number(n)}`,
    measuredOn: (basis) => `Medido em: ${basis}.`,
    table: { figure: 'Medida', value: 'Valor', interval: 'Intervalo de 95%' },
    licences: 'Licenças',
    licence: { code: 'Código', weights: 'Pesos', data: 'Dados de treinamento' },
  },
  inUse: {
    label: 'Modelo em uso',
    chosen: (title) => `Em uso: ${title}`,
    research: 'Para pesquisa, não para cuidar de alguém.',
    opened: (id) => `Em uso: “${id}”`,
    unknown: 'Aberto deste aparelho; não se sabe nada da sua qualidade.',
    shows: 'Uma imagem deve mostrar:',
    back: 'Voltar',
  },
  language: { label: 'Idioma' },
  translation: {
    unreviewed: 'Esta tradução não foi conferida por nenhum profissional da medicina.',
    original: 'Ler o original em inglês',
  },
  status: {
    loading: 'Preparando…',
    progress: (received, total) => `Preparando: ${received} de ${total} MB`,
    ready: (engine) => `Pronto. Quem responde é o motor da ${engines[engine]}.`,
    failed: 'Não está pronto.',
  },
  problem: { retry: 'Tentar de novo', dismiss: 'Fechar', detail: 'Detalhes para relatar a falha' },
  notes: {
    'gpu-absent': 'Nenhuma GPU é oferecida aqui, por isso responde o motor da CPU.',
    'gpu-refused': 'O motor da GPU não passou na prova aqui, por isso responde o da CPU.',
    'gpu-replaced': 'O motor da GPU falhou e foi desligado. Responde o da CPU.',
    'model-mended': 'O modelo guardado estava danificado. Foi buscado de novo e está inteiro.',
    'model-not-stored':
      'Não foi possível guardar o modelo: este aparelho está cheio, ou o navegador não guarda nada para esta página. Ele é buscado a cada visita.',
    'model-older': 'Um modelo mais novo não pôde ser usado. O guardado antes continua respondendo.',
    'model-newer': 'Há uma versão mais nova deste modelo. Ela é buscada quando você pedir, em “Modelos”.',
    'model-offline-copy': 'Sem conexão: responde o modelo guardado neste aparelho.',
    'offline-unavailable': 'Este navegador não guarda uma cópia da página para usar sem conexão (janela privada?).',
    'language-unavailable':
      'Não foi possível buscar as palavras do idioma que você escolheu. Tente de novo quando tiver conexão.',
    'first-frame': 'Esta imagem se move. Só o primeiro quadro é olhado.',
  },
  skin,
  neutral,
} satisfies Partial<Messages>;
