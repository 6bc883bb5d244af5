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
  update: {
    available: '有新版本。',
    keeps: '重新加载时会把您的照片放到一边，之后可以再次打开。',
    apply: '重新加载',
    lost: '无法把您的照片放到一边：重新加载会丢失它。',
    applyAnyway: '不带照片重新加载',
    later: '暂不',
  },
  offline: {
    copy: '您处于离线状态。这台设备上已有的照样能用。',
    noCopy: '您处于离线状态，而这个浏览器没有保留页面的副本：在您离开之前它都能用。',
  },
  plain: {
    text: '已简单启动：只由 CPU 回答，您的设置搁在一边。',
    usual: '照常启动',
  },
};
