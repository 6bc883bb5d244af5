import type { Messages } from '../../messages';

export const crash: Messages['crash'] = {
  heading: '本页面的一部分出了故障。',
  help: '这是 Spotcheck 的问题，与您和您的照片无关。您保存的内容没有受影响。',
  photo: {
    keeping: '正在把您的照片放到一边…',
    kept: '您的照片和它的方框已放在这台设备上。重新加载之后可以再次打开。',
    lost: '无法把您的照片放到一边：重新加载会丢失它。“继续”会让它留在原处。',
  },
  reload: '重新加载页面',
  plain: '简单启动',
  plainMore: '简单启动只使用 CPU，不使用您的任何设置。如果重新加载没有用，请试试它。',
  goOn: '继续',
  details: '报告问题用的详情',
  copy: '复制详情',
  copied: '已复制。其中不含您照片的任何内容。',
  notCopied: '浏览器不允许。请选中文字并复制。',
  rescued: {
    text: '您之前的照片还在这里。',
    open: '打开',
    drop: '删除',
  },
};
