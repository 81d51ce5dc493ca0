import sharp, { type Sharp } from 'sharp';
import { oneAtATime } from './one-at-a-time.ts';
import { typeOf } from './type-of.ts';

/** A file that may be kept: what it really is, and its bytes, images written anew. */
export interface CheckedFile {
  contentType: string;
  extension: string;
  bytes: Uint8Array;
}

/** Why a file is not taken: a photo format that browsers cannot show, any other type, too many pixels, or it cannot be read. */
export type FileFault = 'heic' | 'type' | 'pixels' | 'damaged';

/** A file that is not taken. */
export class FileRefusal extends Error {
  readonly fault: FileFault;

  constructor(fault: FileFault) {
    super(`The file is not taken: ${fault}.`);
    this.fault = fault;
  }
}

const FORMATS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/gif': 'gif' } as const;
type ImageType = keyof typeof FORMATS;

const isImage = (type: string | undefined): type is ImageType => type !== undefined && Object.hasOwn(FORMATS, type);

/**
 * Goes by the content, never by the name. Images are decoded and encoded again: what is hidden behind the picture, and
 * the place where a photo was taken, stays behind.
 * @throws FileRefusal
 */
export async function checkFile(bytes: Uint8Array, mostPixels: number): Promise<CheckedFile> {
  const found = await typeOf(bytes);
  if (isImage(found)) {
    const drawn = await oneAtATime(() => redraw(bytes, found, mostPixels));
    return { contentType: found, extension: FORMATS[found], bytes: drawn };
  }
  if (found === 'application/pdf') return { contentType: found, extension: 'pdf', bytes };
  throw new FileRefusal(found === 'image/heic' || found === 'image/heif' ? 'heic' : 'type');
}

async function redraw(bytes: Uint8Array, type: ImageType, mostPixels: number): Promise<Uint8Array> {
  try {
    const { width, height, pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height * pages > mostPixels) throw new FileRefusal('pixels');
    const image = sharp(bytes, { limitInputPixels: mostPixels, animated: pages > 1, failOn: 'error' });
    // Turning is for photos: no camera writes a turned animation, and sharp refuses to turn one.
    const upright = pages > 1 ? image : image.autoOrient();
    return await write(upright, type);
  } catch (error) {
    throw error instanceof FileRefusal ? error : new FileRefusal('damaged');
  }
}

function write(image: Sharp, type: ImageType): Promise<Buffer> {
  if (type === 'image/jpeg') return image.jpeg({ quality: 88 }).toBuffer();
  if (type === 'image/png') return image.png().toBuffer();
  if (type === 'image/webp') return image.webp({ quality: 88 }).toBuffer();
  return image.gif().toBuffer();
}
