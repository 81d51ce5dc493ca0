import sharp, { type Sharp } from 'sharp';
import { oneAtATime } from './one-at-a-time.ts';
import { typeOf } from './type-of.ts';

/** A photo of a resident: at most so many pixels are decoded. */
const MOST_PIXELS = 50_000_000;
/** Nobody recognises anything below this many pixels. */
const SMALLEST_SIDE = 100;
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

/** A photo as a channel takes it: JPEG or PNG within a side (pixels) and a size (bytes). Undefined for anything that is no photo. */
export async function photoWithin(
  bytes: Uint8Array,
  { longestSide, mostBytes }: { longestSide: number; mostBytes: number },
): Promise<Photo | undefined> {
  for (let side = longestSide; side >= SMALLEST_SIDE; side /= 2) {
    const photo = await write(bytes, (image) =>
      image.resize({ width: Math.round(side), height: Math.round(side), fit: 'inside', withoutEnlargement: true }),
    );
    if (!photo || photo.bytes.byteLength <= mostBytes) return photo;
    const smaller = await sharp(photo.bytes).flatten({ background: '#fff' }).jpeg({ quality: 70 }).toBuffer();
    if (smaller.byteLength <= mostBytes) return { ...JPEG, bytes: smaller };
  }
  return undefined;
}

/** What sort of sound a voice message is; undefined when it is none. */
export async function soundTypeOf(bytes: Uint8Array): Promise<'audio/amr' | 'audio/mpeg' | 'audio/ogg' | undefined> {
  const head = Buffer.from(bytes.subarray(0, 9)).toString('latin1');
  if (head.startsWith('#!AMR')) return 'audio/amr';
  const found = (await typeOf(bytes)) ?? '';
  if (found.startsWith('audio/ogg')) return 'audio/ogg';
  return found === 'audio/mpeg' ? found : undefined;
}

function write(bytes: Uint8Array, shape: (image: Sharp) => Sharp): Promise<Photo | undefined> {
  return oneAtATime(async () => {
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
}

const PNG = { contentType: 'image/png', extension: 'png' } as const;
const JPEG = { contentType: 'image/jpeg', extension: 'jpg' } as const;
