/**
 * Passwords of twelve signs and more that lists of guesses begin with, folded to lower case; shorter ones are refused for
 * their length. Runs such as 123456789012 and repeats such as abcabcabcabc are found by rule.
 */
const COMMON = new Set(
  `
  password1234 password12345 password123456 password1234! password123! password2025 password2026 passw0rd1234 p@ssw0rd1234
  p@ssword1234 p@ssw0rd123! mypassword123 newpassword1 changeme1234 changeme123! changemenow1 letmein12345 letmein123456
  welcome12345 welcome123456 welcome1234! iloveyou1234 iloveyou12345 iloveyouforever qwerty123456 qwerty1234567 qwerty12345678
  qwertyuiop12 qwertyuiop123 qwertyuiop1234 qwertyuiop[] qwertyuiopasdf qwertyasdfgh qwertyasdfzxcv asdfghjkl123 asdfghjkl;'
  asdfghjkl1234 zxcvbnm12345 zxcvbnm123456 zxcvbnmasdfghjkl 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 1qaz2wsx3edc
  1qaz2wsx3edc4rfv qazwsxedcrfv qazwsxedc123 q1w2e3r4t5y6 q1w2e3r4t5y6u7 zaq12wsxcde3 zaq1xsw2cde3 !qaz2wsx3edc a1b2c3d4e5f6
  abc123456789 abcd12345678 abcdef123456 abcdefg12345 abcdefgh1234 a123456789012 aa123456789012 aa1234567890 qq1234567890
  qq123456789012 123456789abc 123456789qwe 123456qwerty 123456abcdef 1234567890ab 1234567890qwe 123qweasdzxc 123qwe123qwe
  12345qwertasdfg administrator administrator1 administrator123 admin1234567 admin12345678 admin123456789 adminadmin12
  superadmin12 superadmin123 rootroot1234 supervisor123 manager12345 manager123456 computer1234 internet1234 football1234
  baseball1234 basketball12 superman1234 batman123456 princess1234 sunshine1234 dragon123456 monkey123456 shadow123456
  master123456 michael12345 jennifer1234 trustno1trustno1 starwars1234 whatever1234 charlie12345 freedom12345 liverpool1234
  correcthorsebatterystaple thisisapassword thisismypassword idontknow123 nopassword12 secret123456 test12345678 test123456789
  testtest1234 testing12345 guest1234567 demo12345678 default12345 temporary123 system123456 server123456 windows12345
  woaini123456 woaini1314520 woaini5201314 woaini520520 woaini1234567 woaizhongguo woaiwojia123 5201314woaini 5201314520131
  520131452013 1314520131452 131452013145 nihao1234567 nihaonihao12 zhongguo1234 zhonghua1234 beijing12345 beijing2008
  shanghai1234 guangzhou123 shenzhen1234 wangyi123456 zhangwei1234 liwei1234567 wangwei12345 caonima12345 taobao123456
  alipay123456 weixin123456 tencent12345 huawei123456 wuye12345678 wuyeguanli123 wuyefuwu1234 qiantai12345 kefu12345678
  qinghuhuayuan qinghuhuayuan1 qinghu123456 lobby1234567 lobby12345678 lobbylobby12 reception1234 receptionist frontdesk123
  frontdesk1234 property1234 `
    .split(/\s+/)
    .filter(Boolean),
);

const RUNS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
];
const LONGEST_REPEATED = 6;

/** Whether a password is among the first that anyone would guess. */
export function isCommonPassword(password: string): boolean {
  const folded = password.toLowerCase();
  return COMMON.has(folded) || isRepeat(folded) || isRun(folded);
}

function isRepeat(folded: string): boolean {
  for (let size = 1; size <= LONGEST_REPEATED; size++) {
    const unit = folded.slice(0, size);
    if (unit.repeat(Math.ceil(folded.length / size)).slice(0, folded.length) === folded) return true;
  }
  return false;
}

function isRun(folded: string): boolean {
  const backwards = [...folded].reverse().join('');
  return RUNS.some((run) => run.includes(folded) || run.includes(backwards));
}
