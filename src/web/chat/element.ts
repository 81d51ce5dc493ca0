declare const element: unique symbol;

/** A React element; Web Chat's bundle keeps its React to itself, so that ours are opaque. */
export type Element = { readonly [element]: true };

type Child = Element | string | false | undefined;

/**
 * Makes a React element without React: the plain object that `createElement` of React 16 to 18 returns, which is all
 * that Web Chat's own copy looks at. Bundling a second React for two elements would cost more than the page.
 */
export function createElement(type: unknown, props: Record<string, unknown>, ...children: Child[]): Element {
  const { key = null, ref = null, ...rest } = props;
  const object = { $$typeof: Symbol.for('react.element'), type, key, ref, _owner: null };
  const inside = children.length > 1 ? children : children[0];
  return { ...object, props: children.length > 0 ? { ...rest, children: inside } : rest } as unknown as Element;
}
