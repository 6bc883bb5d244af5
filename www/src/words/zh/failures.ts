import { fact } from '../../app/format';
import type { Facts } from '../../failure';
import type { Failures } from '../../messages';
import { data } from './data';

const reload = '请再试一次；如果还是这样，请重新加载页面。';
const sides = (width: string | number | undefined, height: string | number | undefined): string =>
  `${fact(width)}\u00a0×\u00a0${fact(height)}`;

const notYourDoing = '这是网站的问题，与您和您的照片无关。请稍后再试。';
const stays = '仍然使用之前的模型。';
const help = ({ from }: Facts, ofTheSite: string, ofOwnFiles: string): string =>
  from === 'file' ? `${ofOwnFiles}${stays}` : ofTheSite;

export const failures: Failures = {
  'simd-missing': () => ({
    title: '这个浏览器太旧，无法运行 Spotcheck。',
    help: '它缺少引擎所依赖的一项 WebAssembly 功能（SIMD）。请更新浏览器，或使用较新的 Chrome、Edge、Firefox 或 Safari。',
  }),
  'engine-download': () => ({
    title: '无法下载引擎。',
    help: '请检查网络连接，然后再试一次。您的照片和选取的范围保持不变。',
  }),
  'engine-trap': () => ({ title: '引擎在工作中途停止了。', help: `引擎已被替换。${reload}` }),
  'engine-timeout': ({ seconds }) => ({
    title: `引擎在 ${fact(seconds)} 秒内没有给出回答。`,
    help: '引擎已被替换。请关闭其他占用资源较多的标签页，然后再试一次。',
  }),
  'gpu-lost': () => ({ title: 'GPU 不再可用。', help: 'CPU 引擎不需要它也能工作。' }),
  'gpu-wrong': () => ({ title: 'GPU 给出了错误的数字。', help: '这些数字都没有被采用。CPU 引擎不需要它也能工作。' }),
  'card-format': (facts) => ({
    title: '无法读取模型的说明。',
    help: help(facts, notYourDoing, '这个 card.json 已损坏，或者不是由 Spotcheck 写出的。'),
  }),
  'card-version': (facts) => ({
    title: '这个模型需要更新版本的页面。',
    help: help(
      facts,
      '请在联网时重新加载页面，让两者来自同一天。',
      '它的 card.json 所用的格式或网络是本页面不认识的。请在联网时重新加载页面，或者重新写出这些文件。',
    ),
  }),
  'weights-missing': () => ({ title: '网站上缺少模型的权重。', help: notYourDoing }),
  'weights-size': (facts) =>
    facts['from'] === 'file'
      ? {
          title: '权重文件的长度与 card.json 所写的不符。',
          help: `两个文件不是一对，或者其中一个没有完整复制。${stays}`,
        }
      : { title: '收到的模型权重不完整。', help: '连接可能中断了。请再试一次。' },
  'weights-hash': (facts) => ({
    title: '模型的权重与其说明所指的不符。',
    help: help(
      facts,
      '它们在途中被改动或损坏，因此没有加载或保存任何内容。请再试一次。',
      '两个文件不是一对，或者其中一个已损坏。',
    ),
  }),
  'weights-network': (facts) => ({
    title: '这些权重属于另一个网络。',
    help: help(facts, notYourDoing, '请选择一起写出的那两个文件。'),
  }),
  'weights-values': (facts) => ({
    title: '权重中含有不是数字的值。',
    help: help(facts, notYourDoing, '这个模型的训练可能失败了。'),
  }),
  'picture-size': () => ({ title: '引擎无法使用这种尺寸的图片。', help: '请选择另一张照片。' }),
  crop: () => ({ title: '方框超出了图片。', help: '请重置方框，然后再试一次。' }),
  device: () => ({ title: '引擎无法在这台设备上启动。', help: reload }),
  'known-answer': (facts) => ({
    title: '引擎在这台设备上没有通过自己的核对。',
    help: help(
      facts,
      '它把一张已知的图片算错了，所以它的回答不可信。请重新加载页面；如果没有用，请换一个浏览器。',
      '用这些权重计算一张已知的图片，结果与 card.json 所写的不符。两个文件可能不是一对。',
    ),
  }),
  inference: () => ({ title: '引擎无法处理这张图片。', help: reload }),
  'models-missing': () => ({ title: '网站没有模型列表。', help: notYourDoing }),
  'model-offline': () => ({
    title: '无法获取模型。',
    help: '请检查网络连接，然后再试一次。完整访问过一次之后，Spotcheck 不联网也能使用。',
  }),
  'model-unknown': ({ id }) => ({
    title: `本网站没有名为“${id}”的模型。`,
    help: '地址可能输错了，或者这个模型已不再提供。没有加载任何内容。',
  }),
  'model-switched': () => ({ title: '这期间换用了另一个模型。', help: '什么都没有丢失：请再问一次。' }),
  'model-unstored': () => ({
    title: '无法把模型保存在这台设备上。',
    help: '设备已满，或者浏览器不为本页面保存任何内容。之前保存的仍然在。',
  }),
  'outline-offline': () => ({
    title: '无法获取轮廓网络。',
    help: '它还不在这台设备上。请检查网络连接，然后再试一次；一旦存到这里，不联网也能使用。',
  }),
  'open-card': () => ({
    title: '这些文件中没有 card.json。',
    help: `一个模型由两个文件组成：card.json 和它的权重。请同时选择这两个文件。${stays}`,
  }),
  'open-weights': ({ file }) => ({
    title: `缺少权重文件“${file}”。`,
    help: `它和 card.json 放在一起。请同时选择这两个文件。${stays}`,
  }),
  'open-large': ({ file, megabytes, largest }) => ({
    title: `“${file}”太大：${fact(megabytes)} MB。`,
    help: `手机上的浏览器没有足够的内存；最多 ${fact(largest)} MB。${stays}`,
  }),
  'queue-full': ({ most, left }) => ({
    title: `这里一次只能放 ${fact(most)} 张图片：您的图片中有 ${fact(left)} 张没有收下。`,
    help: '请先看这些，或者去掉一些，然后再给其余的。',
  }),
  'share-lost': ({ taken }) => ({
    title: taken === 0 ? '分享的内容没有到达。' : '分享的内容没有全部到达。',
    help: '这台设备上可能没有空间了。请改为从这里选择照片。',
  }),
  'file-empty': () => ({ title: '这个文件是空的。', help: '它可能没有完整复制。请选择另一个。' }),
  'file-unreadable': () => ({
    title: '无法读取这个文件。',
    help: '如果它在云盘里，请先下载到这台设备上，然后再次选择。',
  }),
  'file-not-picture': () => ({
    title: '这不是图片。',
    help: '无论文件名是什么，它的内容是别的东西。请选择 JPEG、PNG、WebP、GIF、AVIF 或 HEIC 格式的照片。',
  }),
  'file-truncated': () => ({
    title: '这张图片不完整。',
    help: '文件缺了一部分，剩下的只能靠猜。请重新复制或下载，或者选择另一张。',
  }),
  'file-broken': () => ({
    title: '这张图片已损坏。',
    help: '浏览器无法解码。请在照片应用中打开它并另存为 JPEG，或者选择另一张。',
  }),
  'file-heic': () => ({
    title: '这个浏览器打不开 HEIC 照片。',
    help: '在 iPhone 上，请选择“设置”›“相机”›“格式”›“兼容性最佳”，然后重新拍照；或者在照片应用中打开它并导出为 JPEG。',
  }),
  'picture-tiny': ({ width, height, smallest }) => ({
    title: `这张图片太小：${sides(width, height)} 像素。`,
    help: `至少需要 ${sides(smallest, smallest)}，有几百像素更好。请选择原始照片，而不是缩略图。`,
  }),
  'picture-huge': ({ width, height, megapixels, megabytes }) => ({
    title:
      megabytes === undefined
        ? `这张图片太大：${sides(width, height)}，${fact(megapixels)} 百万像素。`
        : `这个文件太大：${fact(megabytes)} MB。`,
    help: '它需要的内存超过手机所有。请对重要的部分截屏，或者在照片应用中导出较小的副本（小于 64 百万像素）。',
  }),
  'camera-denied': () => ({
    title: '本页面没有使用相机的权限。',
    help: '请在浏览器的设置中允许本网站使用相机，或者改为选择照片。',
  }),
  'camera-absent': () => ({ title: '没有找到相机。', help: '请改为选择照片。' }),
  'camera-busy': () => ({
    title: '无法启动相机。',
    help: '可能有其他应用正在使用它。请关闭那个应用，然后再试一次，或者改为选择照片。',
  }),
  'camera-insecure': () => ({
    title: '使用相机需要加密连接。',
    help: '浏览器只把相机交给地址以 https:// 开头的页面。请改为选择照片。',
  }),
  ...data.failures,
  'screen-download': () => ({
    title: '无法获取页面的这一部分。',
    help: '请检查网络连接，然后再试一次。如果这期间 Spotcheck 有了新版本，请重新加载页面。',
  }),
  unknown: () => ({ title: '出现了意料之外的问题。', help: reload }),
};
