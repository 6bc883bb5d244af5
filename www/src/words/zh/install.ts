import type { Messages } from '../../messages';

export const install: Messages['install'] = {
  heading: '放在手边',
  why: '在您的主屏幕上，Spotcheck 像应用一样打开，联网不联网都行，浏览器也不会那么快删除它为您保存的内容。',
  installed: 'Spotcheck 已安装在这台设备上。',
  ask: '安装 Spotcheck',
  later: '暂不',
  ios: ['点按“共享”，即带箭头的方框。', '选择“添加到主屏幕”。', '点按“添加”。'],
  byHand: '您的浏览器菜单里可能有“安装”或“添加到主屏幕”。如果两者都没有，用书签也行，不联网也可以。',
};
