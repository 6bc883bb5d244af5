import { fact, number } from '../../app/format';
import type { Messages } from '../../messages';
import { pluralOf } from '../plural';

const plural = pluralOf('pt');
const moles = (count: number): string =>
  plural(count, { one: `${number(count)} pinta`, many: `${number(count)} de pintas`, other: `${number(count)} pintas` });
const photos = (count: number): string =>
  plural(count, { one: `${number(count)} foto`, many: `${number(count)} de fotos`, other: `${number(count)} fotos` });

export const data: Messages['data'] = {
  failures: {
    'storage-absent': () => ({
      title: 'Este navegador não guarda nada para esta página.',
      help: 'É assim em janelas privadas e quando os dados de sites estão bloqueados. Abra o Spotcheck numa janela comum, ou permita nas configurações do navegador que ele guarde dados.',
    }),
    'storage-blocked': () => ({
      title: 'O diário está aberto em outra aba com uma versão mais antiga.',
      help: 'Feche as outras abas do Spotcheck e tente de novo. Nada se perdeu.',
    }),
    'storage-newer': () => ({
      title: 'O diário é de uma versão mais nova desta página.',
      help: 'Recarregue a página enquanto tem conexão, e feche as outras abas dela. Nada se perdeu.',
    }),
    'storage-full': () => ({
      title: 'Não há mais espaço neste aparelho.',
      help: 'O que você acabou de fazer não foi guardado; tudo o que havia antes continua aí. Libere espaço, ou remova fotos de que não precisa mais, e tente de novo.',
    }),
    'storage-broken': () => ({
      title: 'O armazenamento do diário não respondeu.',
      help: 'O que você acabou de fazer não foi guardado. Tente de novo; se continuar, feche o navegador por completo e abra-o outra vez.',
    }),
    'diary-row': () => ({
      title: 'Não é possível ler esta parte do diário.',
      help: 'Ela está danificada, ou tem um valor que o diário não aceita. Todo o resto continua aí.',
    }),
    'mole-missing': () => ({
      title: 'Esta pinta não está mais no diário.',
      help: 'Talvez tenha sido removida em outra aba. Escolha outra, ou crie uma nova.',
    }),
    'picture-encode': () => ({
      title: 'Não foi possível reduzir a foto para o diário.',
      help: 'Talvez falte memória ao aparelho. Feche outras abas e tente de novo; a foto na tela continua aí.',
    }),
    'backup-insecure': () => ({
      title: 'Criptografar exige uma conexão criptografada.',
      help: 'Os navegadores só permitem isso a páginas cujo endereço começa com https://.',
    }),
    'backup-passphrase': () => ({
      title: 'Esta não é a frase secreta desta cópia.',
      help: 'Maiúsculas e espaços contam. Ninguém pode abrir o arquivo sem ela, nem mesmo nós. Nada foi mudado.',
    }),
    'backup-damaged': () => ({
      title: 'Esta cópia de segurança está danificada.',
      help: 'Parte dela não está como foi escrita. Copie ou baixe o arquivo de novo, ou use uma cópia mais antiga. Nada foi mudado.',
    }),
    'backup-truncated': () => ({
      title: 'Esta cópia de segurança está cortada.',
      help: 'Falta o fim: ela não foi copiada ou baixada por inteiro. Pegue o arquivo de novo. Nada foi mudado.',
    }),
    'backup-newer': ({ found, known }) => ({
      title: 'Esta cópia de segurança foi feita por uma versão mais nova desta página.',
      help: `Ela tem o formato ${fact(found)}, e esta página lê até o ${fact(known)}. Recarregue a página enquanto tem conexão. Nada foi mudado.`,
    }),
    'archive-foreign': () => ({
      title: 'Este arquivo não é nem uma cópia de segurança nem uma exportação do Spotcheck.',
      help: 'Escolha um arquivo que o Spotcheck salvou: o nome dele começa com “spotcheck”. Nada foi mudado.',
    }),
    'archive-damaged': () => ({
      title: 'Esta exportação está danificada.',
      help: 'Ela não foi copiada por inteiro, ou foi alterada. Pegue o arquivo de novo. Nada foi mudado.',
    }),
    'archive-newer': ({ found, known }) => ({
      title: 'Esta exportação foi feita por uma versão mais nova desta página.',
      help: `Ela tem o formato ${fact(found)}, e esta página lê até o ${fact(known)}. Recarregue a página enquanto tem conexão. Nada foi mudado.`,
    }),
    'archive-large': () => ({
      title: 'Isto é mais do que cabe num arquivo.',
      help: `Um arquivo pode ter no máximo 4 GB e no máximo ${number(60_000)} fotos. Nada foi mudado.`,
    }),
  },
  heading: 'Seus dados',
  intro:
    'O diário fica neste navegador, neste aparelho, e em nenhum outro lugar. Não existe cópia dele além das que você mesmo salva.',
  empty: 'O diário está vazio.',
  contents: (moleCount, photoCount) => `${moles(moleCount)} com ${photos(photoCount)}`,
  working: 'Um momento…',
  progress: (done, total) => `${number(done)} de ${number(total)}`,

  device: {
    heading: 'Neste aparelho',
    use: (used, quota) => `O Spotcheck ocupa aqui ${used} MB, com o modelo. O navegador permite cerca de ${quota} MB.`,
    unknownUse: 'Este navegador não diz quanto espaço ele ocupa.',
    kept: 'O navegador prometeu não apagá-lo por conta própria.',
    mayGo: 'Se faltar espaço no aparelho, o navegador pode apagá-lo.',
    unknown: 'Este navegador não diz se o apagaria quando faltasse espaço no aparelho.',
    ask: 'Pedir ao navegador que o mantenha',
    refused:
      'O navegador não prometeu. Muitos prometem depois que o Spotcheck é instalado, ou usado por um tempo. Até lá, é numa cópia salva que você pode confiar.',
    week: {
      heading: 'Este navegador apaga o diário depois de sete dias sem uma visita.',
      help: 'Adicione o Spotcheck à tela de início (Compartilhar, depois “Adicionar à Tela de Início”), ou ao Dock num Mac: lá nada é apagado depois de uma semana. O aplicativo começa lá com um diário vazio; por isso, salve primeiro uma cópia de segurança aqui e restaure-a lá.',
    },
    damaged: (count) =>
      plural(count, {
        one: 'Uma parte do diário não pode ser lida. Ela fica como está, e nada mais é afetado. Uma cópia de segurança que a contenha conserta isso.',
        many: `${number(count)} de partes do diário não podem ser lidas. Elas ficam como estão, e nada mais é afetado. Uma cópia de segurança que as contenha conserta isso.`,
        other: `${number(count)} partes do diário não podem ser lidas. Elas ficam como estão, e nada mais é afetado. Uma cópia de segurança que as contenha conserta isso.`,
      }),
  },

  save: {
    heading: 'Salvar uma cópia',
    nothing: 'Ainda não há nada para salvar.',
    never: 'Nenhuma cópia foi salva ainda. Se este aparelho se perder, o diário se perde também.',
    last: (day) => `Última cópia: ${day}.`,
    old: 'O diário mudou desde então. Está na hora de fazer uma nova.',
    backup: 'Cópia de segurança',
    backupHelp:
      'Tudo num único arquivo criptografado. Só quem conhece a frase secreta pode abri-lo; ninguém pode ajudar se você a esquecer.',
    passphrase: 'Frase secreta',
    repeat: 'Frase secreta mais uma vez',
    show: 'Mostrar a frase secreta',
    hint: (least) =>
      `Pelo menos ${number(least)} caracteres. Cinco palavras sem relação entre si são boas e podem ser lembradas.`,
    short: (least) => `A frase secreta precisa de pelo menos ${number(least)} caracteres.`,
    different: 'As duas não são iguais.',
    make: 'Fazer a cópia de segurança',
    export: 'Exportação aberta',
    exportHelp:
      'Um zip com todas as fotos e notas para qualquer outro programa. Não é criptografado: quem tiver o arquivo vê tudo. As fotos não levam nem o lugar nem dados da câmera.',
    makeExport: 'Fazer a exportação',
    ready: 'O arquivo está pronto',
    readyMore: (name, megabytes, contents) => `${name}, ${megabytes} MB: ${contents}.`,
    save: 'Salvar o arquivo',
    share: 'Compartilhar',
    cannotShare: 'Este navegador não passa adiante arquivos deste tipo. Salve-o em vez disso.',
    elsewhere: 'Guarde-o em outro lugar que não este aparelho.',
    skipped: (count) =>
      plural(count, {
        one: 'Uma parte não pôde ser lida e não está no arquivo:',
        many: `${number(count)} de partes não puderam ser lidas e não estão no arquivo:`,
        other: `${number(count)} partes não puderam ser lidas e não estão no arquivo:`,
      }),
  },

  open: {
    heading: 'Restaurar ou importar',
    help: 'Abre uma cópia de segurança ou uma exportação do Spotcheck. O que está no diário fica: de duas versões da mesma coisa, fica a mais recente, e nada é duplicado.',
    choose: 'Escolher o arquivo',
    chosen: (name) => `${name} está criptografado.`,
    passphrase: 'Frase secreta desta cópia',
    restore: 'Restaurar',
    cancel: 'Cancelar',
    done: 'Levado para o diário',
    moles: 'Pintas',
    photos: 'Fotos',
    counts: {
      added: (count) => `Acrescentadas: ${number(count)}`,
      updated: (count) => `Atualizadas: ${number(count)}`,
      unchanged: (count) => `Já estavam aqui: ${number(count)}`,
      skipped: (count) => `Deixadas de fora: ${number(count)}`,
    },
    skipped: (count) =>
      plural(count, {
        one: 'Uma parte do arquivo não pôde ser lida:',
        many: `${number(count)} de partes do arquivo não puderam ser lidas:`,
        other: `${number(count)} partes do arquivo não puderam ser lidas:`,
      }),
  },

  erase: {
    heading: 'Apagar tudo',
    help: 'Remove todo o diário deste aparelho. Os arquivos que você salvou em outro lugar não são tocados, nem os modelos.',
    ask: 'Apagar tudo…',
    title: 'Apagar todo o diário?',
    gone: (contents) => `Isto vai sumir deste aparelho: ${contents}. Não dá para desfazer.`,
    broken: (count) =>
      plural(count, {
        one: 'Também uma parte que não pode ser lida.',
        many: `Também ${number(count)} de partes que não podem ser lidas.`,
        other: `Também ${number(count)} partes que não podem ser lidas.`,
      }),
    noCopy: 'Nenhuma cópia foi salva.',
    keep: 'Manter',
    erase: 'Apagar tudo',
    done: 'O diário está vazio agora.',
  },
};
