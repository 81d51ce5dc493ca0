import { createContext, useContext } from 'react';

const ReadsAll = createContext<string | undefined>(undefined);

/**
 * Everything inside shows what stands beside the words of this conversation, for somebody who reads it and does not serve in
 * it.
 */
export const ReadsAllProvider = ReadsAll.Provider;

/** The conversation that is read with what stands beside its words; undefined where only the words are shown. */
export function useReadsAll(): string | undefined {
  return useContext(ReadsAll);
}
