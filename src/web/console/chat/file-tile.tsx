import { EyeInvisibleOutlined, FilePdfOutlined } from '@ant-design/icons';
import { useWords } from '../text/language.tsx';
import type { DeskFile } from './desk-file.ts';
import { ownAddress } from './links.ts';
import { useOpenPhoto } from './photo-panel.tsx';

/** A photo as a thumbnail that opens large; any other file by its name. Only files of this desk are opened. */
export function FileTile({ file }: { file: DeskFile }) {
  const { chat } = useWords();
  const openPhoto = useOpenPhoto();
  if (file.hidden) {
    return (
      <span className="file file-hidden">
        <EyeInvisibleOutlined aria-hidden /> {chat.fileHidden}
      </span>
    );
  }
  const address = ownAddress(file.url, location.origin);
  if (!address) return <span className="file">{file.name}</span>;
  if (!/^image\/(jpeg|png|webp|gif)$/.test(file.contentType)) {
    return (
      <a className="file" href={address} target="_blank" rel="noopener noreferrer" title={file.name}>
        <FilePdfOutlined /> <span className="file-name">{file.name || chat.file}</span>
      </a>
    );
  }
  return (
    <button type="button" className="thumb" onClick={() => openPhoto({ ...file, url: address })} title={file.name}>
      <img src={address} alt={chat.photo(file.name)} loading="lazy" decoding="async" />
    </button>
  );
}
