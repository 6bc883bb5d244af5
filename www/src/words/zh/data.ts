import { fact, number } from '../../app/format';
import type { Messages } from '../../messages';

const moles = (count: number): string => `${number(count)} 颗痣`;
const photos = (count: number): string => `${number(count)} 张照片`;

export const data: Messages['data'] = {
  failures: {
    'storage-absent': () => ({
      title: '这个浏览器不为本页面保存任何内容。',
      help: '隐私窗口和阻止网站数据时会这样。请在普通窗口中打开 Spotcheck，或者在浏览器的设置中允许它保存数据。',
    }),
    'storage-blocked': () => ({
      title: '日记正在另一个标签页中以旧版本打开着。',
      help: '请关闭 Spotcheck 的其他标签页，然后再试一次。什么都没有丢失。',
    }),
    'storage-newer': () => ({
      title: '这本日记属于本页面的更新版本。',
      help: '请在联网时重新加载页面，并关闭它的其他标签页。什么都没有丢失。',
    }),
    'storage-full': () => ({
      title: '这台设备上没有空间了。',
      help: '您刚才所做的没有保存；之前的一切都还在。请腾出一些空间，或者移除不再需要的照片，然后再试一次。',
    }),
    'storage-broken': () => ({
      title: '日记的存储没有响应。',
      help: '您刚才所做的没有保存。请再试一次；如果还是这样，请完全关闭浏览器，再重新打开。',
    }),
    'diary-row': () => ({
      title: '无法读取日记的这一部分。',
      help: '它已损坏，或者含有日记不接受的值。其他一切都还在。',
    }),
    'mole-missing': () => ({
      title: '这颗痣已经不在日记里了。',
      help: '它可能在另一个标签页中被移除了。请选择另一颗，或者新建一颗。',
    }),
    'picture-encode': () => ({
      title: '无法为日记缩小这张照片。',
      help: '设备的内存可能不够。请关闭其他标签页，然后再试一次；屏幕上的照片还在。',
    }),
    'backup-insecure': () => ({
      title: '加密需要加密连接。',
      help: '浏览器只把它交给地址以 https:// 开头的页面。',
    }),
    'backup-passphrase': () => ({
      title: '这不是这份备份的密码短语。',
      help: '大小写和空格都要一致。没有它，谁也打不开这个文件，我们也不能。没有作任何改动。',
    }),
    'backup-damaged': () => ({
      title: '这份备份已损坏。',
      help: '其中一部分与写入时不同。请重新复制或下载这个文件，或者使用较早的备份。没有作任何改动。',
    }),
    'backup-truncated': () => ({
      title: '这份备份不完整。',
      help: '它缺少结尾：没有完整复制或下载。请重新获取这个文件。没有作任何改动。',
    }),
    'backup-newer': ({ found, known }) => ({
      title: '这份备份是由本页面的更新版本制作的。',
      help: `它的格式是 ${fact(found)}，而本页面最多能读到 ${fact(known)}。请在联网时重新加载页面。没有作任何改动。`,
    }),
    'archive-foreign': () => ({
      title: '这个文件既不是 Spotcheck 的备份，也不是它的导出。',
      help: '请选择由 Spotcheck 保存的文件：其名称以“spotcheck”开头。没有作任何改动。',
    }),
    'archive-damaged': () => ({
      title: '这份导出已损坏。',
      help: '它没有完整复制，或者被改动过。请重新获取这个文件。没有作任何改动。',
    }),
    'archive-newer': ({ found, known }) => ({
      title: '这份导出是由本页面的更新版本制作的。',
      help: `它的格式是 ${fact(found)}，而本页面最多能读到 ${fact(known)}。请在联网时重新加载页面。没有作任何改动。`,
    }),
    'archive-large': () => ({
      title: '内容超过了一个文件所能容纳的量。',
      help: `一个文件最多 4 GB，最多 ${number(60_000)} 张照片。没有作任何改动。`,
    }),
  },
  heading: '您的数据',
  intro: '日记只在这台设备的这个浏览器里，不在别处。除了您自己保存的副本，它没有任何副本。',
  empty: '日记是空的。',
  contents: (moleCount, photoCount) => `${moles(moleCount)}，${photos(photoCount)}`,
  working: '请稍候…',
  progress: (done, total) => `${number(done)} / ${number(total)}`,

  device: {
    heading: '在这台设备上',
    use: (used, quota) => `Spotcheck 在这里占 ${used} MB，包括模型。浏览器大约允许 ${quota} MB。`,
    unknownUse: '这个浏览器不说明占用了多少空间。',
    kept: '浏览器已答应不自行删除它。',
    mayGo: '如果设备空间不足，浏览器可能会删除它。',
    unknown: '这个浏览器不说明设备空间不足时是否会删除它。',
    ask: '请浏览器保留它',
    refused:
      '浏览器没有答应。许多浏览器在安装了 Spotcheck 或使用一段时间之后会答应。在那之前，您能依靠的是保存下来的副本。',
    week: {
      heading: '这个浏览器会在七天没有访问之后删除日记。',
      help: '请把 Spotcheck 添加到主屏幕（“共享”，然后“添加到主屏幕”），在 Mac 上则添加到程序坞：在那里，过了一周也不会删除。那里的应用从空日记开始，所以请先在这里保存备份，再到那里恢复。',
    },
    damaged: (count) =>
      `日记有 ${number(count)} 个部分无法读取。它们保持原样，其他内容不受影响。含有它们的备份可以修复。`,
  },

  save: {
    heading: '保存一份副本',
    nothing: '还没有可以保存的内容。',
    never: '还没有保存过副本。如果丢了这台设备，日记也就丢了。',
    last: (day) => `上一份副本：${day}。`,
    old: '此后日记又有了变化。该做一份新的了。',
    backup: '备份',
    backupHelp: '全部内容放进一个加密文件。只有知道密码短语的人才能打开；如果您忘了，谁也帮不了。',
    passphrase: '密码短语',
    repeat: '再输入一次密码短语',
    show: '显示密码短语',
    hint: (least) => `至少 ${number(least)} 个字符。五个互不相干的词就很好，也记得住。`,
    short: (least) => `密码短语至少需要 ${number(least)} 个字符。`,
    different: '两次输入的不一样。',
    make: '制作备份',
    export: '普通导出',
    exportHelp:
      '一个包含全部照片和笔记的 zip 文件，可供任何其他程序使用。它没有加密：谁拿到文件，谁就能看到一切。照片不含地点，也不含相机数据。',
    makeExport: '制作导出',
    ready: '文件准备好了',
    readyMore: (name, megabytes, contents) => `${name}，${megabytes} MB：${contents}。`,
    save: '保存文件',
    share: '分享',
    cannotShare: '这个浏览器不转交这类文件。请改为保存。',
    elsewhere: '请把它保存在这台设备以外的地方。',
    skipped: (count) => `有 ${number(count)} 个部分无法读取，不在文件里：`,
  },

  open: {
    heading: '恢复或导入',
    help: '打开 Spotcheck 的备份或导出。日记里已有的会保留：同一内容有两个版本时，保留较晚的那个，不会重复。',
    choose: '选择文件',
    chosen: (name) => `${name} 是加密的。`,
    passphrase: '这份备份的密码短语',
    restore: '恢复',
    cancel: '取消',
    done: '已收入日记',
    moles: '痣',
    photos: '照片',
    counts: {
      added: (count) => `新增 ${number(count)}`,
      updated: (count) => `更新 ${number(count)}`,
      unchanged: (count) => `已有 ${number(count)}`,
      skipped: (count) => `略过 ${number(count)}`,
    },
    skipped: (count) => `文件有 ${number(count)} 个部分无法读取：`,
  },

  erase: {
    heading: '全部删除',
    help: '从这台设备上移除整本日记。您保存在别处的文件不受影响，模型也不受影响。',
    ask: '全部删除…',
    title: '删除整本日记？',
    gone: (contents) => `${contents}将从这台设备上消失。此操作无法撤销。`,
    broken: (count) => `另有 ${number(count)} 个无法读取的部分也会消失。`,
    noCopy: '没有保存过副本。',
    keep: '保留',
    erase: '全部删除',
    done: '日记现在是空的。',
  },
};
