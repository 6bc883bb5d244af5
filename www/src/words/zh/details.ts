import type { Messages } from '../../messages';

export const details: Messages['details'] = {
  pictures: '图片',
  diagram: {
    heading: '它有多大把握，又有多常答对',
    shows: '横轴：它作答时给出的概率。纵轴：这类答案中正确的比例。在虚线上两者相等；圆点越大，代表的图片越多。',
    sure: '概率',
    right: '正确',
  },
  coverage: {
    heading: '如果只回答它最有把握的图片',
    shows: '横轴：它会回答的图片所占的比例，最有把握的在先。纵轴：这些答案中错误的比例。',
    answered: '已回答',
    wrong: '错误',
  },
  subgroups: {
    heading: '在测试图片的各个部分中',
    tooFew: '太少，无法判断',
    unknown: '未知',
    band: (from, to) => `${from} 至 ${to} 以下`,
  },
  strangers: { heading: '其他东西的图片', refused: '拒绝' },
  elsewhere: {
    heading: '另一家诊所的图片',
    means:
      '它没有从这些图片中学到任何东西，也没有从您的图片中学过：对您的图片，最好的情况也只能预期与这些相近的数字，而不是上面的数字。',
  },
};
