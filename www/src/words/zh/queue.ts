import { number } from '../../app/format';

export const queue = {
  label: '您的照片',
  position: (at: number, of: number): string => `第 ${number(at)} 张，共 ${number(of)} 张`,
  states: {
    waiting: '还没有结果',
    failed: '打不开',
    stale: '方框已移动',
    answer: '结果',
    unsure: '我说不准',
    unsuitable: '无法评判',
  },
  item: (position: string, state: string): string => `${position}：${state}`,
  previous: '上一张照片',
  next: '下一张照片',
  onward: '继续看下一张照片',
  remove: '去掉这张照片',
  startOver: '全部收起，重新开始',
};
