import { fact } from '../../app/format';
import type { Facts } from '../../failure';
import type { Failures } from '../../messages';
import { data } from './data';

const reload = 'Tente de novo; se continuar, recarregue a página.';
const sides = (width: string | number | undefined, height: string | number | undefined): string =>
  `${fact(width)}\u00a0×\u00a0${fact(height)}`;

const notYourDoing = 'É uma falha do site, não sua nem da sua foto. Tente mais tarde.';
const stays = 'O modelo de antes continua em uso.';
const help = ({ from }: Facts, ofTheSite: string, ofOwnFiles: string): string =>
  from === 'file' ? `${ofOwnFiles} ${stays}` : ofTheSite;

export const failures: Failures = {
  'simd-missing': () => ({
    title: 'Este navegador é antigo demais para o Spotcheck.',
    help: 'Falta nele uma função do WebAssembly (SIMD) de que o motor precisa. Atualize-o, ou use um Chrome, Edge, Firefox ou Safari atual.',
  }),
  'engine-download': () => ({
    title: 'Não foi possível baixar o motor.',
    help: 'Verifique sua conexão e tente de novo. Sua foto e seu recorte ficam como estão.',
  }),
  'engine-trap': () => ({ title: 'O motor parou no meio do trabalho.', help: `Ele foi substituído. ${reload}` }),
  'engine-timeout': ({ seconds }) => ({
    title: `O motor não respondeu em ${fact(seconds)} segundos.`,
    help: 'Ele foi substituído. Feche outras abas pesadas e tente de novo.',
  }),
  'gpu-lost': () => ({ title: 'O processador gráfico deixou de estar disponível.', help: 'O motor da CPU funciona sem ele.' }),
  'gpu-wrong': () => ({
    title: 'O processador gráfico deu números errados.',
    help: 'Nada disso foi usado. O motor da CPU funciona sem ele.',
  }),
  'card-format': (facts) => ({
    title: 'Não é possível ler a descrição do modelo.',
    help: help(facts, notYourDoing, 'Este card.json está danificado, ou não foi escrito pelo Spotcheck.'),
  }),
  'card-version': (facts) => ({
    title: 'O modelo precisa de uma versão mais nova desta página.',
    help: help(
      facts,
      'Recarregue a página enquanto tem conexão, para que os dois sejam do mesmo dia.',
      'Seu card.json tem um formato ou uma rede que esta página não conhece. Recarregue a página enquanto tem conexão, ou escreva os arquivos de novo.',
    ),
  }),
  'weights-missing': () => ({ title: 'Faltam no site os pesos do modelo.', help: notYourDoing }),
  'weights-size': (facts) =>
    facts['from'] === 'file'
      ? {
          title: 'O arquivo de pesos não tem o tamanho que o card.json diz.',
          help: `Os dois não combinam, ou um deles não foi copiado por inteiro. ${stays}`,
        }
      : { title: 'Os pesos do modelo chegaram incompletos.', help: 'A conexão pode ter caído. Tente de novo.' },
  'weights-hash': (facts) => ({
    title: 'Os pesos do modelo não são os que a descrição dele nomeia.',
    help: help(
      facts,
      'Eles foram alterados ou danificados no caminho, por isso nada foi carregado nem guardado. Tente de novo.',
      'Os dois arquivos não combinam, ou um deles está danificado.',
    ),
  }),
  'weights-network': (facts) => ({
    title: 'Os pesos são de outra rede.',
    help: help(facts, notYourDoing, 'Escolha os dois arquivos que foram escritos juntos.'),
  }),
  'weights-values': (facts) => ({
    title: 'Os pesos contêm valores que não são números.',
    help: help(facts, notYourDoing, 'O treinamento deste modelo pode ter falhado.'),
  }),
  'picture-size': () => ({ title: 'A imagem tem um tamanho que o motor não pode usar.', help: 'Escolha outra foto.' }),
  crop: () => ({ title: 'O quadrado sai da imagem.', help: 'Redefina o quadrado e tente de novo.' }),
  device: () => ({ title: 'Não foi possível iniciar o motor neste aparelho.', help: reload }),
  'known-answer': (facts) => ({
    title: 'O motor não passou na própria prova neste aparelho.',
    help: help(
      facts,
      'Ele calculou errado uma imagem conhecida, por isso não se pode confiar nas suas respostas. Recarregue a página; se não ajudar, tente outro navegador.',
      'Com estes pesos, uma imagem conhecida não dá o que o card.json diz. Os dois arquivos podem não combinar.',
    ),
  }),
  inference: () => ({ title: 'O motor não conseguiu trabalhar nesta imagem.', help: reload }),
  'models-missing': () => ({ title: 'O site não tem lista de modelos.', help: notYourDoing }),
  'model-offline': () => ({
    title: 'Não foi possível buscar o modelo.',
    help: 'Verifique sua conexão e tente de novo. Depois de uma visita completa, o Spotcheck também funciona sem conexão.',
  }),
  'model-unknown': ({ id }) => ({
    title: `Este site não tem nenhum modelo chamado “${id}”.`,
    help: 'O endereço pode ter um erro de digitação, ou o modelo não é mais oferecido. Nada foi carregado.',
  }),
  'model-switched': () => ({
    title: 'Nesse meio-tempo outro modelo foi posto em uso.',
    help: 'Nada se perdeu: pergunte de novo.',
  }),
  'model-unstored': () => ({
    title: 'Não foi possível guardar o modelo neste aparelho.',
    help: 'O aparelho está cheio, ou o navegador não guarda nada para esta página. O que estava guardado antes continua aí.',
  }),
  'outline-offline': () => ({
    title: 'Não foi possível buscar a rede para contornos.',
    help: 'Ela ainda não está neste aparelho. Verifique sua conexão e tente de novo; uma vez aqui, também funciona sem conexão.',
  }),
  'open-card': () => ({
    title: 'Não há nenhum card.json entre estes arquivos.',
    help: `Um modelo são dois arquivos: card.json e seus pesos. Escolha os dois de uma vez. ${stays}`,
  }),
  'open-weights': ({ file }) => ({
    title: `Falta o arquivo de pesos “${file}”.`,
    help: `Ele fica ao lado do card.json. Escolha os dois de uma vez. ${stays}`,
  }),
  'open-large': ({ file, megabytes, largest }) => ({
    title: `“${file}” é grande demais: ${fact(megabytes)} MB.`,
    help: `O navegador de um celular não tem memória suficiente para ele; ${fact(largest)} MB é o máximo. ${stays}`,
  }),
  'queue-full': ({ most, left }) => ({
    title: `Aqui só cabem ${fact(most)} imagens de uma vez: ${fact(left)} das suas ficaram de fora.`,
    help: 'Olhe primeiro estas, ou tire algumas. Depois dê as outras de novo.',
  }),
  'share-lost': ({ taken }) => ({
    title: taken === 0 ? 'O que foi compartilhado não chegou.' : 'Nem tudo o que foi compartilhado chegou.',
    help: 'Talvez não haja mais espaço neste aparelho. Escolha a foto daqui em vez disso.',
  }),
  'file-empty': () => ({
    title: 'Este arquivo está vazio.',
    help: 'Talvez não tenha sido copiado por inteiro. Escolha outro.',
  }),
  'file-unreadable': () => ({
    title: 'Não é possível ler este arquivo.',
    help: 'Se ele está numa nuvem, baixe-o primeiro para este aparelho. Depois escolha-o de novo.',
  }),
  'file-not-picture': () => ({
    title: 'Isto não é uma imagem.',
    help: 'Seja qual for o nome, o conteúdo é outra coisa. Escolha uma foto JPEG, PNG, WebP, GIF, AVIF ou HEIC.',
  }),
  'file-truncated': () => ({
    title: 'Esta imagem está cortada.',
    help: 'Falta uma parte do arquivo, e o resto seria adivinhação. Copie ou baixe de novo, ou escolha outra.',
  }),
  'file-broken': () => ({
    title: 'Esta imagem está danificada.',
    help: 'O navegador não consegue decodificá-la. Abra-a num aplicativo de fotos e salve-a de novo como JPEG, ou escolha outra.',
  }),
  'file-heic': () => ({
    title: 'Este navegador não consegue abrir fotos HEIC.',
    help: 'Num iPhone, escolha Ajustes › Câmera › Formatos › Mais Compatível e tire a foto de novo; ou abra-a num aplicativo de fotos e exporte-a como JPEG.',
  }),
  'picture-tiny': ({ width, height, smallest }) => ({
    title: `Esta imagem é pequena demais: ${sides(width, height)} pixels.`,
    help: `Ela precisa de pelo menos ${sides(smallest, smallest)}, e é melhor com várias centenas. Escolha a foto original em vez de uma miniatura.`,
  }),
  'picture-huge': ({ width, height, megapixels, megabytes }) => ({
    title:
      megabytes === undefined
        ? `Esta imagem é grande demais: ${sides(width, height)}, ${fact(megapixels)} megapixels.`
        : `Este arquivo é grande demais: ${fact(megabytes)} MB.`,
    help: 'Ela exigiria mais memória do que um celular tem. Faça uma captura de tela da parte que importa, ou exporte uma cópia menor (menos de 64 megapixels) num aplicativo de fotos.',
  }),
  'camera-denied': () => ({
    title: 'Esta página não tem permissão para usar a câmera.',
    help: 'Permita a câmera para este site nas configurações do navegador, ou escolha uma foto.',
  }),
  'camera-absent': () => ({ title: 'Nenhuma câmera foi encontrada.', help: 'Escolha uma foto em vez disso.' }),
  'camera-busy': () => ({
    title: 'Não foi possível iniciar a câmera.',
    help: 'Outro aplicativo pode estar usando-a. Feche-o e tente de novo, ou escolha uma foto.',
  }),
  'camera-insecure': () => ({
    title: 'A câmera precisa de uma conexão criptografada.',
    help: 'Os navegadores só a dão a páginas cujo endereço começa com https://. Escolha uma foto em vez disso.',
  }),
  ...data.failures,
  'screen-download': () => ({
    title: 'Não foi possível buscar esta parte da página.',
    help: 'Verifique sua conexão e tente de novo. Se nesse meio-tempo chegou uma versão nova do Spotcheck, recarregue a página.',
  }),
  unknown: () => ({ title: 'Algo inesperado deu errado.', help: reload }),
};
