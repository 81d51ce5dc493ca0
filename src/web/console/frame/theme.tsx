import { ConfigProvider, type ThemeConfig, theme } from 'antd';
import enUS from 'antd/locale/en_US.js';
import zhCN from 'antd/locale/zh_CN.js';
import { type ReactNode, useCallback, useMemo, useSyncExternalStore } from 'react';
import { useLanguage } from '../text/language.tsx';

const FONT =
  "-apple-system, BlinkMacSystemFont, 'PingFang SC', 'Microsoft YaHei', 'Segoe UI', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";
const LAKE = '#1f7a6d';

const shared = {
  colorPrimary: LAKE,
  // Lighter, as Ant Design would have it, white words on it could no longer be read.
  colorPrimaryHover: '#19685d',
  colorPrimaryActive: '#14564d',
  borderRadius: 8,
  fontFamily: FONT,
  fontSize: 15,
  controlHeight: 36,
  controlHeightLG: 44,
  motionDurationMid: '0.12s',
  motionDurationSlow: '0.16s',
};

const light: ThemeConfig = {
  algorithm: theme.defaultAlgorithm,
  token: {
    ...shared,
    colorLink: LAKE,
    colorText: '#1c2523',
    colorTextDescription: '#56635f',
    colorTextPlaceholder: '#66736f',
    colorBorder: '#c3ccc9',
    colorBorderSecondary: '#e1e7e5',
    colorError: '#c8281f',
  },
};

const dark: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: {
    ...shared,
    colorLink: '#63c7b6',
    colorText: '#e4ebe8',
    colorTextDescription: '#9fb0ab',
    colorTextPlaceholder: '#8fa09b',
    colorBgBase: '#111716',
    colorBgContainer: '#18201e',
    colorBgElevated: '#1f2826',
    colorBorder: '#3b4945',
    colorBorderSecondary: '#2a3532',
    colorError: '#ff8078',
  },
  components: {
    Button: {
      defaultHoverColor: '#63c7b6',
      defaultHoverBorderColor: '#63c7b6',
      defaultActiveColor: '#63c7b6',
      defaultActiveBorderColor: '#63c7b6',
    },
  },
};

const darkWish = window.matchMedia('(prefers-color-scheme: dark)');
const calmWish = window.matchMedia('(prefers-reduced-motion: reduce)');

function useWish(wish: MediaQueryList): boolean {
  const watch = useCallback(
    (changed: () => void) => {
      wish.addEventListener('change', changed);
      return () => wish.removeEventListener('change', changed);
    },
    [wish],
  );
  return useSyncExternalStore(watch, () => wish.matches);
}

/** Gives Ant Design the console's colours, light or dark as the machine wishes, moving or still, its language, and the nonce its styles need. */
export function Themed({ children }: { children: ReactNode }) {
  const { language } = useLanguage();
  const isDark = useWish(darkWish);
  const isCalm = useWish(calmWish);
  const colours = isDark ? dark : light;
  const dressed = useMemo(() => ({ ...colours, token: { ...colours.token, motion: !isCalm } }), [colours, isCalm]);
  const csp = useMemo(
    () => ({ nonce: document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '' }),
    [],
  );
  return (
    <ConfigProvider
      csp={csp}
      locale={language === 'en' ? enUS.default : zhCN.default}
      theme={dressed}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      {children}
    </ConfigProvider>
  );
}
