import { createContext, useContext } from 'react';

const ReadsAll = createContext(false);

/** Everything inside shows what stands beside the words, for somebody who reads a conversation and does not serve in it. */
export const ReadsAllProvider = ReadsAll.Provider;

/** Whether what stands beside the words is shown. */
export function useReadsAll(): boolean {
  return useContext(ReadsAll);
}
