import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { en } from './en.ts';
import { type Words, zh } from './zh-CN.ts';

/** A language the console speaks. */
export type Language = 'zh-CN' | 'en';

const KEPT_AS = 'lobby.console.language';
const LanguageContext = createContext<{ language: Language; speak(language: Language): void } | undefined>(undefined);

/** Keeps the language for everything inside: the one chosen here before, else English for an English browser, else Chinese. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(
    () => ({
      language,
      speak: (chosen: Language) => {
        localStorage.setItem(KEPT_AS, chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <LanguageContext.Provider value={value}>{children}</LanguageContext.Provider>;
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT_AS);
  if (kept === 'zh-CN' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}

/** The language in force and how to change it. */
export function useLanguage(): { language: Language; speak(language: Language): void } {
  const value = useContext(LanguageContext);
  if (!value) throw new Error('useLanguage outside LanguageProvider');
  return value;
}

/** The dictionary in force. */
export function useWords(): Words {
  return useLanguage().language === 'en' ? en : zh;
}
