import type { Messages } from '../../messages';

export const shell: Messages['shell'] = {
  navigation: 'Spotcheck',
  skip: '跳到内容',
  screens: {
    check: '查看',
    diary: '日记',
    doctor: '给医生看',
    data: '您的数据',
    models: '模型',
    private: '真的私密吗？',
    about: '关于',
  },
  opening: '正在打开…',
  unknown: {
    heading: '这里没有这样的页面。',
    help: '地址可能输错了，或者属于 Spotcheck 的另一个版本。什么都没有丢失。',
    back: '查看照片',
  },
  reload: '重新加载页面',
};
