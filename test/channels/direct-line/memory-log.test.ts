import { describeConversationLog } from './contract.ts';
import { createMemoryLog } from './memory-log.ts';

describeConversationLog('The log in memory', async () => {
  const log = createMemoryLog();
  return { log, append: log.append };
});
