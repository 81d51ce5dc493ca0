import { useState } from 'react';
import { desk } from '../api/calls.ts';
import { asRefusal, type RefusalCode } from '../api/refusal.ts';

/** A photo on its way to a resident; kept on this page only. */
export interface PhotoOnItsWay {
  clientId: string;
  file: File;
  /** Why it was not sent; absent while it is being sent. */
  why?: RefusalCode;
}

/** The photos of one chat that are on their way, and what can be done about them. */
export interface Photos {
  list: readonly PhotoOnItsWay[];
  add(files: Iterable<File>): void;
  again(photo: PhotoOnItsWay): void;
  discard(clientId: string): void;
}

/** Sends photos; one that is sent again under its `clientId` stands once. */
export function usePhotos(id: string): Photos {
  const [list, setList] = useState<readonly PhotoOnItsWay[]>([]);
  const without = (clientId: string) => (all: readonly PhotoOnItsWay[]) =>
    all.filter((one) => one.clientId !== clientId);

  async function send({ clientId, file }: PhotoOnItsWay): Promise<void> {
    setList((all) => [...without(clientId)(all), { clientId, file }]);
    try {
      await desk.sendPhoto(id, clientId, file);
      setList(without(clientId));
    } catch (error) {
      const { code: why } = asRefusal(error);
      setList((all) => all.map((one) => (one.clientId === clientId ? { ...one, why } : one)));
    }
  }

  return {
    list,
    add(files) {
      for (const file of files) void send({ clientId: crypto.randomUUID(), file });
    },
    again: (photo) => void send(photo),
    discard: (clientId) => setList(without(clientId)),
  };
}
