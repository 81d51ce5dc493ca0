import { PictureOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef } from 'react';
import { useWords } from '../text/language.tsx';
import type { Photos } from './use-photos.ts';

const TAKEN = 'image/jpeg,image/png,image/webp,image/gif';

/** Lets the clerk choose photos, which are sent at once. */
export function PhotoButton({ photos }: { photos: Photos }) {
  const { chat } = useWords();
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        className="add-photo"
        icon={<PictureOutlined />}
        onClick={() => chooser.current?.click()}
        aria-label={chat.addPhoto}
        title={chat.addPhoto}
      />
      <input
        ref={chooser}
        type="file"
        accept={TAKEN}
        multiple
        hidden
        onChange={({ target }) => {
          photos.add([...(target.files ?? [])]);
          // Else the same photo could not be chosen twice.
          target.value = '';
        }}
      />
    </>
  );
}

/** Photos on their way, above the field; what was not delivered says so, why, and can be sent again. */
export function PhotosOnTheirWay({ photos }: { photos: Photos }) {
  const { chat, refusals } = useWords();
  return photos.list.map((one) => (
    <p key={one.clientId} className={one.why ? 'fate failed' : 'fate'} role={one.why ? 'alert' : 'status'}>
      <span>
        {one.why ? <strong>{chat.undelivered}</strong> : chat.sending} {one.file.name} {one.why && refusals[one.why]}
      </span>
      {one.why && (
        <>
          <Button size="small" onClick={() => photos.again(one)}>
            {chat.again}
          </Button>
          <Button size="small" type="text" onClick={() => photos.discard(one.clientId)}>
            {chat.discard}
          </Button>
        </>
      )}
    </p>
  ));
}
