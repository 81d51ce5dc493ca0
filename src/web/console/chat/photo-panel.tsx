import { createContext, type ReactNode, useContext, useState } from 'react';
import { SidePanel } from '../frame/side-panel.tsx';
import { useWords } from '../text/language.tsx';
import type { DeskFile } from './desk-file.ts';

const PhotoContext = createContext<(photo: DeskFile) => void>(() => {});

/** Photos inside open large in a panel at the side. */
export function PhotoPanel({ children }: { children: ReactNode }) {
  const { chat } = useWords();
  const [photo, setPhoto] = useState<DeskFile>();
  const [open, setOpen] = useState(false);
  const show = (chosen: DeskFile) => {
    setPhoto(chosen);
    setOpen(true);
  };
  return (
    <PhotoContext.Provider value={show}>
      {children}
      <SidePanel title={photo?.name || chat.photoFrom} open={open} wide close={() => setOpen(false)}>
        {photo && (
          <figure className="photo">
            <img src={photo.url} alt={chat.photo(photo.name)} />
            <figcaption>
              <a href={photo.url} target="_blank" rel="noopener noreferrer">
                {chat.openPhoto}
              </a>
            </figcaption>
          </figure>
        )}
      </SidePanel>
    </PhotoContext.Provider>
  );
}

/** Opens a photo in the panel around. */
export function useOpenPhoto(): (photo: DeskFile) => void {
  return useContext(PhotoContext);
}
