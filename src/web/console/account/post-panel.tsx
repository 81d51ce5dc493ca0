import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { DeskEntry, OwnPost, PostEntry, PostRequest } from '#console/chats/handoff-api.ts';
import { desk } from '../api/calls.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { useMe } from '../api/session.tsx';
import { useReading } from '../api/use-reading.ts';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import type { Words } from '../text/zh-CN.ts';

/** What I do at the desk; managers also see their staff, and say what each does. */
export function PostPanel() {
  const { handoff } = useWords();
  const me = useMe();
  const own = useReading('own', desk.ownPost);
  return (
    <section className="posts">
      <h3>{handoff.post.title}</h3>
      {own.refusal && <Refused refusal={own.refusal} retry={own.reload} />}
      {own.data && <OwnLine post={own.data} />}
      {me.rights.includes('set-posts') && <StaffPosts changed={own.reload} />}
    </section>
  );
}

function OwnLine({ post }: { post: OwnPost }) {
  const words = useWords();
  return <p className="none">{postText(post, post.known, words)}</p>;
}

function postText(post: PostRequest, known: DeskEntry[], words: Words): string {
  const { handoff, lang } = words;
  const comma = lang === 'en' ? ', ' : '、';
  const named = known
    .filter(({ key }) => post.desks.includes(key))
    .map(({ name }) => (lang === 'en' ? name.en : name.zh));
  const languages = post.languages.map((one) => words.locales[one] ?? one).join(comma);
  return [
    named.length > 0 ? named.join(comma) : handoff.post.all,
    languages || handoff.post.allLanguages,
    post.capacity === null ? handoff.post.asHandbook : handoff.post.most(post.capacity),
  ].join(' · ');
}

function StaffPosts({ changed }: { changed(): void }) {
  const { handoff } = useWords();
  const posts = useReading('posts', desk.posts);
  const saved = () => {
    posts.reload();
    changed();
  };
  return (
    <>
      <h3>{handoff.post.staff}</h3>
      <p className="none">{handoff.post.lead}</p>
      {posts.refusal && <Refused refusal={posts.refusal} retry={posts.reload} />}
      {posts.data?.staff.map((one) => (
        <PostLine key={one.id} entry={one} known={posts.data?.known ?? []} saved={saved} />
      ))}
    </>
  );
}

function PostLine({ entry, known, saved }: { entry: PostEntry; known: DeskEntry[]; saved(): void }) {
  const words = useWords();
  const { post } = words.handoff;
  return (
    <details className="post-line">
      <summary>
        <strong>{entry.name}</strong> <span className="none">{named(words.roles, entry.role)}</span>{' '}
        <span className={entry.present ? 'state here' : 'state'}>{entry.present ? post.present : post.away}</span>
        <span className="none post-text">{postText(entry, known, words)}</span>
      </summary>
      <PostForm entry={entry} known={known} saved={saved} />
    </details>
  );
}

/** The desks, languages and number of chats of one member of staff; may stand on any page about them. */
export function PostForm({ entry, known, saved }: { entry: PostEntry; known: DeskEntry[]; saved(): void }) {
  const words = useWords();
  const { post } = words.handoff;
  const [wish, setWish] = useState<PostRequest>({
    desks: entry.desks,
    languages: entry.languages,
    capacity: entry.capacity,
  });
  const [state, setState] = useState<Refusal | 'saved' | 'saving'>();
  const change = (part: Partial<PostRequest>) => {
    setWish({ ...wish, ...part });
    setState(undefined);
  };

  function save(): void {
    setState('saving');
    desk.setPost(entry.id, wish).then(
      () => {
        setState('saved');
        saved();
      },
      (error: unknown) => setState(asRefusal(error)),
    );
  }

  return (
    <div className="post-form">
      <Choices known={known} wish={wish} change={change} />
      <label htmlFor={`capacity-${entry.id}`}>{post.capacity}</label>
      <Input
        id={`capacity-${entry.id}`}
        inputMode="numeric"
        maxLength={3}
        value={wish.capacity ?? ''}
        placeholder={post.capacityHint}
        onChange={({ target }) => change({ capacity: Number(target.value.replace(/\D/g, '')) || null })}
      />
      <span className="post-save">
        <Button type="primary" disabled={state === 'saving'} onClick={save}>
          {post.save}
        </Button>
        <span role="status">{state === 'saved' ? post.saved : ''}</span>
      </span>
      {state !== undefined && state !== 'saved' && state !== 'saving' && <Refused refusal={state} />}
    </div>
  );
}

/** Desks and languages, ticked; none ticked is all. */
function Choices(props: { known: DeskEntry[]; wish: PostRequest; change(part: Partial<PostRequest>): void }) {
  const words = useWords();
  const { known, wish, change } = props;
  const { post } = words.handoff;
  return (
    <>
      {known.length > 0 && (
        <fieldset>
          <legend>{post.desks}</legend>
          <Checkbox.Group
            value={wish.desks}
            onChange={(desks) => change({ desks })}
            options={known.map(({ key, name }) => ({ value: key, label: words.lang === 'en' ? name.en : name.zh }))}
          />
        </fieldset>
      )}
      <fieldset>
        <legend>{post.languages}</legend>
        <Checkbox.Group
          value={wish.languages}
          onChange={(languages) => change({ languages })}
          options={(['zh-CN', 'en'] as const).map((value) => ({ value, label: words.locales[value] ?? value }))}
        />
      </fieldset>
    </>
  );
}
