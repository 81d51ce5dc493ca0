import type { StyleOptions } from 'botframework-webchat';
import { SEND_TIMEOUT_MS } from './deliver.ts';
import type { Words } from './words.ts';

const TAP_PIXELS = 44;

/** How Web Chat looks; the colours are the page's own variables, so that dark mode reaches them. */
export function styleOptions(): StyleOptions {
  return {
    accent: 'var(--accent)',
    subtle: 'var(--subtle)',
    backgroundColor: 'transparent',
    primaryFont: 'inherit',
    fontSizeSmall: '16px',
    paddingRegular: 12,
    ...bubbles,
    ...sendBox,
    ...suggestedActions,
    sendTimeout: SEND_TIMEOUT_MS,
    groupTimestamp: 300_000,
    timestampColor: 'var(--subtle)',
    showAvatarInGroup: 'sender',
    markdownRespectCRLF: true,
    hideToaster: true,
    scrollToEndButtonFontSize: '18px',
    transcriptOverlayButtonBackground: 'var(--accent)',
    transcriptOverlayButtonBackgroundOnHover: 'var(--accent-strong)',
    transcriptOverlayButtonBackgroundOnFocus: 'var(--accent)',
    transcriptOverlayButtonColor: 'var(--on-accent)',
    transcriptActivityVisualKeyboardIndicatorColor: 'var(--accent)',
    transcriptVisualKeyboardIndicatorColor: 'var(--accent)',
    connectivityTextSize: '16px',
    notificationText: 'var(--subtle)',
  };
}

const bubbles: StyleOptions = {
  bubbleBackground: 'var(--bot)',
  bubbleTextColor: 'var(--text)',
  bubbleBorderColor: 'var(--line)',
  bubbleBorderRadius: 14,
  bubbleFromUserBackground: 'var(--accent-solid)',
  bubbleFromUserTextColor: 'var(--on-accent)',
  bubbleFromUserBorderColor: 'var(--accent-solid)',
  bubbleFromUserBorderRadius: 14,
  bubbleMaxWidth: 560,
  bubbleMinWidth: 120,
  bubbleMinHeight: TAP_PIXELS,
  bubbleImageHeight: 220,
};

const sendBox: StyleOptions = {
  sendBoxHeight: 56,
  sendBoxMaxHeight: 140,
  sendBoxTextWrap: true,
  sendBoxBackground: 'var(--surface)',
  sendBoxTextColor: 'var(--text)',
  sendBoxPlaceholderColor: 'var(--subtle)',
  sendBoxBorderTop: 'solid 1px var(--line)',
  sendBoxButtonColor: 'var(--accent)',
  sendBoxButtonColorOnHover: 'var(--accent-strong)',
  sendBoxButtonColorOnDisabled: 'var(--subtle)',
  sendBoxButtonShadeColorOnHover: 'var(--accent-faint)',
  sendBoxButtonShadeColorOnActive: 'var(--accent-faint)',
  sendBoxButtonShadeBorderRadius: 10,
  sendBoxButtonShadeInset: 6,
  sendBoxButtonKeyboardFocusIndicatorBorderColor: 'var(--accent)',
  sendBoxButtonKeyboardFocusIndicatorBorderRadius: 10,
  sendBoxButtonKeyboardFocusIndicatorBorderWidth: 2,
  sendBoxButtonAlignment: 'bottom',
  sendAttachmentOn: 'attach',
  uploadAccept: 'image/*,application/pdf',
  uploadMultiple: true,
  // A thumbnail would travel inside the message, as large as many messages may be.
  enableUploadThumbnail: false,
  maxMessageLength: 4000,
};

const suggestedActions: StyleOptions = {
  suggestedActionLayout: 'flow',
  suggestedActionHeight: TAP_PIXELS,
  suggestedActionBorderRadius: TAP_PIXELS / 2,
  suggestedActionBorderWidth: 1,
  suggestedActionBorderColor: 'var(--accent)',
  suggestedActionBackgroundColor: 'var(--surface)',
  suggestedActionBackgroundColorOnHover: 'var(--accent-faint)',
  suggestedActionBackgroundColorOnActive: 'var(--accent-faint)',
  suggestedActionTextColor: 'var(--accent)',
  suggestedActionKeyboardFocusIndicatorBorderColor: 'var(--accent)',
  suggestedActionKeyboardFocusIndicatorBorderStyle: 'solid',
  suggestedActionKeyboardFocusIndicatorBorderRadius: TAP_PIXELS / 2,
  suggestedActionsVisualKeyboardIndicatorColor: 'var(--accent)',
};

/** Web Chat's sentences that are ours to say. */
export function overrideStrings(words: Words): Record<string, string> {
  return {
    TEXT_INPUT_PLACEHOLDER: words.placeholder,
    TEXT_INPUT_UPLOAD_BUTTON_ALT: words.sendPhoto,
    ACTIVITY_BOT_SAID_ALT: words.botSaid,
    ACTIVITY_BOT_ATTACHED_ALT: words.botAttached,
    TRANSCRIPT_NEW_MESSAGES: words.newMessages,
    TRANSCRIPT_MORE_MESSAGES: words.newMessages,
  };
}
