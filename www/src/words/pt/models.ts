import { number } from '../../app/format';
import type { Messages } from '../../messages';
import { pluralOf } from '../plural';

const plural = pluralOf('pt');

export const models: Messages['models'] = {
  heading: 'Modelos',
  intro:
    'Um modelo é o arquivo de onde vem uma resposta. Ele é buscado uma vez neste site, verifica-se que é exatamente o arquivo que a descrição dele nomeia, e fica guardado neste aparelho. Daí em diante funciona sem rede.',
  skin: 'Para manchas da pele',
  others: 'Outras imagens (pesquisa)',
  othersIntro:
    'Estes modelos olham imagens diferentes de uma foto da pele. São para pesquisa e ensino; não decida nada sobre uma pessoa com base neles.',
  use: 'Usar este modelo',
  useOf: (title) => `Usar este modelo: ${title}`,
  size: (megabytes) => `${megabytes} MB para baixar uma vez`,
  inUse: 'Em uso',
  held: (version, megabytes) => `Neste aparelho: versão ${version}, ${megabytes} MB`,
  notHeld: 'Em uso, mas não guardado neste aparelho.',
  gone: 'Este site não o tem mais. Uma vez removido, não pode ser buscado de novo.',
  newer: (newer, own) =>
    `Há uma versão mais nova: ${newer}. A sua é a ${own}, e fica até que a nova esteja aqui e verificada.`,
  newerSame: 'Há uma descrição mais nova desta versão. A sua fica até que a nova esteja aqui e verificada.',
  paused: (received, total) => `Em pausa: ${received} de ${total} MB estão aqui.`,
  coming: (received, total) => `Buscando: ${received} de ${total} MB`,
  progress: (title) => `Buscando: ${title}`,
  fetch: 'Buscar',
  fetchOf: (title) => `Buscar: ${title}`,
  pause: 'Pausar',
  pauseOf: (title) => `Pausar: ${title}`,
  resume: 'Continuar',
  resumeOf: (title) => `Continuar a buscar: ${title}`,
  discard: 'Jogar esta parte fora',
  discardOf: (title) => `Jogar esta parte fora: ${title}`,
  update: 'Buscar a versão mais nova',
  updateOf: (title) => `Buscar a versão mais nova: ${title}`,
  remove: 'Remover',
  removeOf: (title) => `Remover: ${title}`,
  sure: 'Remover deste aparelho?',
  sureInUse: 'Ele responde até você sair da página, e é buscado de novo na próxima visita.',
  keep: 'Manter',
  card: 'Valores, limites e licenças',
  cardOf: (title) => `Valores, limites e licenças: ${title}`,
  cardFetching: 'Buscando a descrição dele…',
  storage: (count, megabytes) =>
    count === 0
      ? 'Nenhum modelo está guardado neste aparelho.'
      : `Guardado neste aparelho: ${plural(count, {
          one: 'um modelo',
          many: `${number(count)} de modelos`,
          other: `${number(count)} modelos`,
        })}, ${megabytes} MB.`,
  storageAll: (used, available) =>
    `Tudo o que este site guarda aqui ocupa ${used}; o navegador permitiria cerca de ${available} a mais.`,
  look: 'Procurar versões mais novas',
  looking: 'Procurando…',
  lookedNone: 'Nenhuma versão mais nova foi encontrada.',
  lookedSome: (count) =>
    plural(count, {
      one: 'Há uma versão mais nova de um modelo.',
      many: `Há versões mais novas de ${number(count)} de modelos.`,
      other: `Há versões mais novas de ${number(count)} modelos.`,
    }),
  lookedNot: 'Não foi possível perguntar ao site.',
  said: {
    fetched: (title) => `${title}: buscado, verificado e guardado neste aparelho.`,
    paused: (title) => `${title}: em pausa.`,
    removed: (title) => `${title}: removido deste aparelho.`,
  },
  open: 'Abrir um modelo deste aparelho',
  openMore:
    'Para modelos que você mesmo treinou ou importou: escolha juntos o card.json e o arquivo de pesos dele. Eles são usados até você sair da página, não são guardados e não vão a lugar nenhum.',
  choose: 'Escolher os dois arquivos',
  opening: 'Abrindo o modelo…',
};
