import { fileTypeFromBuffer } from 'file-type';

/** What a file really is, as a MIME type, by its content; undefined when it is of no known type. Mutated files can make a reader stumble. */
export function typeOf(bytes: Uint8Array): Promise<string | undefined> {
  return fileTypeFromBuffer(bytes).then(
    (found) => found?.mime,
    () => undefined,
  );
}
