import type { Messages } from '../../messages';

export const about: Messages['about'] = {
  heading: 'Sobre o Spotcheck',
  what: [
    'O Spotcheck olha uma foto de uma mancha na pele, diz com o que ela se parece, e diz também quando não sabe. Um pequeno modelo faz isso no seu próprio aparelho; nenhuma foto sai dele.',
    'É um segundo olhar e nada mais. Ele não conhece você nem o passado da mancha, não é um produto médico, e ninguém testou se as pessoas ficam melhor por usá-lo.',
  ],
  private: 'É mesmo privado?',
  models: 'Todos os modelos',
  settings: 'Configurações',
  text: 'Tamanho do texto',
  sizes: { usual: 'O de costume', large: 'Grande', largest: 'Muito grande' },
  sample: 'Tudo na página cresce com ele.',
  versions: 'Versões',
  version: {
    page: 'Spotcheck',
    model: 'Modelo',
    engine: 'Motor',
    modelOf: (id, version) => `${id} ${version}`,
    none: 'não está pronto',
  },
  licencesMore: 'O programa pode ser usado, mudado e passado adiante sob qualquer uma das suas duas licenças. O modelo tem uma licença própria, e as imagens com que aprendeu também; todas estão abaixo.',
};
