import type { Messages } from '../../messages';

export const outline: Messages['outline'] = {
  heading: '轮廓',
  trace: '描出轮廓',
  traceFirst: (megabytes) => `描出轮廓（${megabytes} MB）`,
  running: '正在描轮廓…',
  picture: (share, region) => `您照片的方框，斑点的轮廓画成白线。斑点占方框的 ${share}，${region}。`,
  edge: '斑点碰到了方框的边缘：轮廓和数字只针对看得见的部分。',
  none: '没有找到清楚的轮廓。',
  noneMore: '换一张照片也许可以：一个斑点，近而清晰，四周都有皮肤。',
  numbers: {
    asymmetry: {
      name: '不对称',
      means: '斑点有多少与自己的镜像不重合，取两条主轴的平均。匀称的斑点几乎没有。',
    },
    border: {
      name: '边缘',
      means: '对这么大的斑点来说，边缘有多长。圆是 1；斑点越长或越参差，数值越大。这是这些数值中最不可靠的一个。',
    },
    colours: {
      name: '颜色的多样',
      means: '它的各种颜色离其平均有多远（CIE76 Delta-E）。只有一种颜色的斑点是 0；相差 2 或 3 刚能看出来。',
    },
    size: {
      name: '在方框中的大小',
      means: '斑点的长度与方框边长之比。它说明照片是怎样取景的，而不是斑点有多大。',
    },
  },
  measured: '这些是对这张照片的测量，不是评判。它们取决于光线、对焦、毛发和取景。',
  learned: '这个网络是从人们在皮肤镜照片上画的轮廓学来的，那些照片几乎都是浅色皮肤。在别的照片上它可能偏得更多。',
  fit: '贴合斑点',
  fits: '方框已经贴合斑点。',
  both: {
    heading: '两张照片的轮廓',
    trace: '描出两张照片的轮廓',
    traceFirst: (megabytes) => `描出两张照片的轮廓（${megabytes} MB）`,
    then: (earlier, later) => `${earlier}，之后 ${later}`,
    within: (most) => `相差没有超过同一斑点的两张照片本来就有的差别（最多 ${most}）。`,
    beyond: (most) => `相差超过了同一斑点的两张照片通常有的差别（最多 ${most}）。`,
    repeated: '“最多”是指：同一斑点的皮肤镜照片，100 对中有 95 对的差别低于这个数。两张手机照片的差别可能更大；大多少，没有人测量过。',
    none: (day) => `在 ${day} 的照片上没有找到清楚的轮廓。`,
    edge: (day) => `在 ${day} 的照片上，斑点到了方框的边缘：它的数字只是可见部分的。`,
  },
  network: '轮廓网络',
  kept: (megabytes) => `此外还有轮廓网络，${megabytes} MB。`,
};
