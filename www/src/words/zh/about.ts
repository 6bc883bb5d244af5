import type { Messages } from '../../messages';

export const about: Messages['about'] = {
  heading: '关于 Spotcheck',
  what: [
    'Spotcheck 看一张皮肤斑点的照片，说出它像什么；说不准的时候，也会直说。这由一个小模型在您自己的设备上完成；照片不会离开设备。',
    '它只是再看一眼，仅此而已。它既不了解您，也不了解斑点的过去；它不是医疗器械，也没有人验证过使用它是否对人有益。',
  ],
  private: '真的私密吗？',
  models: '全部模型',
  settings: '设置',
  text: '文字大小',
  sizes: { usual: '平常', large: '大', largest: '很大' },
  sample: '页面上的一切都随之变大。',
  versions: '版本',
  version: {
    page: 'Spotcheck',
    model: '模型',
    engine: '引擎',
    modelOf: (id, version) => `${id} ${version}`,
    none: '没有准备好',
  },
  licencesMore: '这个程序可以按照它两份许可中的任何一份来使用、修改和转交。模型有自己的许可，它学习所用的图片也有；全部列在下面。',
};
