import { fileTypeFromBuffer } from 'file-type';
import sharp, { type Sharp } from 'sharp';

/** A photo of a resident: at most so many pixels are decoded. */
const MOST_PIXELS = 50_000_000;
/** Most bytes and longest side of what is sent to WeChat, which takes 2 MB. */
const MOST_SENT = 2_000_000;
const LONGEST_SIDE = 2000;
const FORMATS: Readonly<Record<string, 'jpeg' | 'png'>> = {
  'image/jpeg': 'jpeg',
  'image/webp': 'jpeg',
  'image/png': 'png',
  'image/gif': 'png',
};

/** A photo written anew. */
export interface Photo {
  contentType: 'image/jpeg' | 'image/png';
  extension: 'jpg' | 'png';
  bytes: Uint8Array;
}

/**
 * A resident's photo, decoded and encoded again: what is hidden behind the picture, and the place where it was taken, stays
 * behind. Undefined for anything that is no photo.
 */
export async function checkPhoto(bytes: Uint8Array): Promise<Photo | undefined> {
  return write(bytes, (image) => image);
}

/** A photo as WeChat takes it: JPEG or PNG below 2 MB. */
export async function photoForWechat(bytes: Uint8Array): Promise<Photo | undefined> {
  const photo = await write(bytes, (image) =>
    image.resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true }),
  );
  if (!photo || photo.bytes.byteLength <= MOST_SENT) return photo;
  const smaller = await sharp(photo.bytes).flatten({ background: '#fff' }).jpeg({ quality: 70 }).toBuffer();
  return { contentType: 'image/jpeg', extension: 'jpg', bytes: smaller };
}

/** What sort of sound a voice message is; undefined when it is none. */
export async function soundTypeOf(bytes: Uint8Array): Promise<'audio/amr' | 'audio/mpeg' | 'audio/ogg' | undefined> {
  const head = Buffer.from(bytes.subarray(0, 9)).toString('latin1');
  if (head.startsWith('#!AMR')) return 'audio/amr';
  const found = (await typeOf(bytes)) ?? '';
  if (found.startsWith('audio/ogg')) return 'audio/ogg';
  return found === 'audio/mpeg' ? found : undefined;
}

/** Mutated files can make a reader stumble; then they are of no known type. */
const typeOf = (bytes: Uint8Array) =>
  fileTypeFromBuffer(bytes).then(
    (found) => found?.mime,
    () => undefined,
  );

let queue: Promise<unknown> = Promise.resolve();

/** One image at a time: a flood of photos must not take every thread from the rest of the desk. */
function write(bytes: Uint8Array, shape: (image: Sharp) => Sharp): Promise<Photo | undefined> {
  const turn = queue.then(async () => {
    const format = FORMATS[(await typeOf(bytes)) ?? ''];
    if (!format) return undefined;
    try {
      const image = shape(sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).autoOrient());
      if (format === 'png') return { ...PNG, bytes: await image.png().toBuffer() };
      return { ...JPEG, bytes: await image.jpeg({ quality: 88 }).toBuffer() };
    } catch {
      return undefined;
    }
  });
  queue = turn;
  return turn;
}

const PNG = { contentType: 'image/png', extension: 'png' } as const;
const JPEG = { contentType: 'image/jpeg', extension: 'jpg' } as const;
