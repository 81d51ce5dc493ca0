import { LogoutOutlined, SafetyOutlined } from '@ant-design/icons';
import { Button, Segmented, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { useMe, useSession } from '../api/session.tsx';
import { askToNotify, mayNotify } from '../frame/desktop-news.ts';
import { RestOfNav } from '../frame/nav.tsx';
import { type Preference, setPreference, usePreference } from '../frame/preferences.ts';
import { Refused } from '../frame/refused.tsx';
import { linkTo } from '../frame/route.ts';
import { SidePanel } from '../frame/side-panel.tsx';
import { type Language, useLanguage, useWords } from '../text/language.tsx';
import { estateName, named } from '../text/named.ts';
import { KeyList } from './key-list.tsx';
import { PostPanel } from './post-panel.tsx';

/** Who is signed in, the language, the sound, the keys, and the way out. */
export function AccountPanel({ open, close }: { open: boolean; close(): void }) {
  const words = useWords();
  const me = useMe();
  const { leave } = useSession();
  const [refusal, setRefusal] = useState<Refusal>();
  const estates = me.estates.map((estate) => estateName(me, estate.id, words)).join(words.lang === 'en' ? ', ' : '、');
  return (
    <SidePanel title={words.nav.account} open={open} close={close}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: a link inside has been followed, by whatever means */}
      <div className="panel-pages" onClick={close}>
        <RestOfNav />
      </div>
      <div className="account-who">
        <strong>{me.displayName}</strong>
        <span>
          {me.name} · {named(words.roles, me.role)}
        </span>
        <span>{estates}</span>
      </div>
      <Button block className="account-own" href={linkTo('account')} icon={<SafetyOutlined />} onClick={close}>
        {words.own.open}
      </Button>
      <Setting label={words.account.language}>
        <LanguageSwitch />
      </Setting>
      <Setting label={words.account.sound}>
        <PreferenceSwitch name="sound" label={words.account.sound} />
      </Setting>
      <PopupSetting />
      <PostPanel />
      <section className="account-keys">
        <h3>{words.keys.title}</h3>
        <Setting label={words.keys.enabled}>
          <PreferenceSwitch name="keys" label={words.keys.enabled} />
        </Setting>
        <KeyList />
      </section>
      {refusal && <Refused refusal={refusal} />}
      <Button
        block
        size="large"
        icon={<LogoutOutlined />}
        onClick={() => leave().catch((error: unknown) => setRefusal(asRefusal(error)))}
      >
        {words.account.signOut}
      </Button>
    </SidePanel>
  );
}

function Setting({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="setting">
      <span>{label}</span>
      {children}
    </div>
  );
}

/** Notifications need the browser's leave, asked for at the moment they are wanted. */
function PopupSetting() {
  const { clerk: text } = useWords();
  const wanted = usePreference('popups');
  const [allowed, setAllowed] = useState(mayNotify);
  const [refused, setRefused] = useState(false);
  const turn = async (on: boolean) => {
    setPreference('popups', on);
    if (!on) return;
    const leave = await askToNotify();
    setAllowed(leave);
    setRefused(!leave);
  };
  return (
    <>
      <Setting label={text.popups}>
        <Switch aria-label={text.popups} checked={wanted && allowed} onChange={turn} />
      </Setting>
      {refused && <p className="none">{text.popupsBlocked}</p>}
    </>
  );
}

function PreferenceSwitch({ name, label }: { name: Preference; label: string }) {
  return <Switch aria-label={label} checked={usePreference(name)} onChange={(on) => setPreference(name, on)} />;
}

/** 中文 | English. */
export function LanguageSwitch() {
  const { language, speak } = useLanguage();
  const words = useWords();
  return (
    <Segmented<Language>
      aria-label={words.account.language}
      value={language}
      onChange={speak}
      options={[
        { value: 'zh-CN', label: '中文' },
        { value: 'en', label: 'English' },
      ]}
    />
  );
}
