import { fileTypeFromBuffer } from 'file-type';
import sharp, { type Sharp } from 'sharp';
import { DirectLineError } from './errors.ts';

/** A file that may be kept: what it really is, and its bytes, images written anew. */
export interface CheckedFile {
  contentType: string;
  extension: string;
  bytes: Uint8Array;
}

const FORMATS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/gif': 'gif' } as const;
type ImageType = keyof typeof FORMATS;

const isImage = (type: string | undefined): type is ImageType => type !== undefined && Object.hasOwn(FORMATS, type);

/**
 * Goes by the content, never by the name. Images are decoded and encoded again: what is hidden behind the picture, and
 * the place where a photo was taken, stays behind. Rejects with 415, 413 (more pixels than allowed) or 400 (damaged).
 */
export async function checkFile(bytes: Uint8Array, mostPixels: number): Promise<CheckedFile> {
  const found = (await recognise(bytes))?.mime;
  if (isImage(found))
    return { contentType: found, extension: FORMATS[found], bytes: await redraw(bytes, found, mostPixels) };
  if (found === 'application/pdf') return { contentType: found, extension: 'pdf', bytes };
  if (found === 'image/heic' || found === 'image/heif') {
    throw new DirectLineError(
      415,
      'HeicNotSupported',
      'HEIC photos cannot be read here. Please send the photo as JPEG.',
    );
  }
  throw new DirectLineError(415, 'FileTypeNotSupported', 'Only JPEG, PNG, WebP and GIF images and PDF are accepted.');
}

/** Mutated files can make a reader stumble; then they are of no known type. */
const recognise = (bytes: Uint8Array) => fileTypeFromBuffer(bytes).catch(() => undefined);

let queue: Promise<unknown> = Promise.resolve();

/** One image at a time: a flood of photos must not take every thread from the rest of the desk. */
function redraw(bytes: Uint8Array, type: ImageType, mostPixels: number): Promise<Uint8Array> {
  const turn = queue.then(() => encode(bytes, type, mostPixels));
  queue = turn.catch(() => undefined);
  return turn;
}

async function encode(bytes: Uint8Array, type: ImageType, mostPixels: number): Promise<Uint8Array> {
  try {
    const { width, height, pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    const pixels = width * height * pages;
    if (pixels > mostPixels) throw new DirectLineError(413, 'ImageTooLarge', `At most ${mostPixels} pixels.`);
    const image = sharp(bytes, { limitInputPixels: mostPixels, animated: pages > 1, failOn: 'error' });
    // Turning is for photos: no camera writes a turned animation, and sharp refuses to turn one.
    const upright = pages > 1 ? image : image.autoOrient();
    return await write(upright, type);
  } catch (error) {
    if (error instanceof DirectLineError) throw error;
    throw new DirectLineError(400, 'FileDamaged', 'The image cannot be read.');
  }
}

function write(image: Sharp, type: ImageType): Promise<Buffer> {
  if (type === 'image/jpeg') return image.jpeg({ quality: 88 }).toBuffer();
  if (type === 'image/png') return image.png().toBuffer();
  if (type === 'image/webp') return image.webp({ quality: 88 }).toBuffer();
  return image.gif().toBuffer();
}
