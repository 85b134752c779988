/** Sentences to read out on the phone. They are data, not interface text: the Chinese stays Chinese in every language. */
export const PHRASES = [
  { use: 'fire', zh: '着火了！', pinyin: 'Zháohuǒ le!' },
  { use: 'gas', zh: '我闻到燃气味。', pinyin: 'Wǒ wéndào ránqì wèi.' },
  { use: 'chemical', zh: '有化学品泄漏。', pinyin: 'Yǒu huàxuépǐn xièlòu.' },
  { use: 'hurt', zh: '有人受伤了。', pinyin: 'Yǒu rén shòushāng le.' },
  { use: 'trapped', zh: '有人被困住了。', pinyin: 'Yǒu rén bèi kùnzhù le.' },
  {
    use: 'where',
    zh: '我在朝阳区……路……号……号楼……层。',
    pinyin: 'Wǒ zài Cháoyáng Qū … lù … hào … hào lóu … céng.'
  },
  { use: 'near', zh: '旁边是……。', pinyin: 'Pángbiān shì ….' },
  { use: 'english', zh: '请找会说英语的人接电话。', pinyin: 'Qǐng zhǎo huì shuō Yīngyǔ de rén jiē diànhuà.' }
] as const;

/** What to do, in order; each number is a key `emergency:<case>.s<n>`. */
export const CASES = { gas: 3, chemical: 4, fire: 4, flood: 4 } as const;

export const LINES = ['119', '110', '120', '12345'] as const;
export const MORE_LINES = ['96777', '122'] as const;
