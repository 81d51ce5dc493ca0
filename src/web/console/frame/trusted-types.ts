interface PolicyMaker {
  createPolicy(name: string, rules: { createHTML(text: string): string }): unknown;
}

/**
 * Ant Design writes its style sheets through `innerHTML`, which the page's Trusted Types rule would refuse. This lets such text
 * through as long as it can make no element: whatever holds a `<` is refused, whoever wrote it.
 */
function allowTextOnly(maker: PolicyMaker): void {
  maker.createPolicy('default', {
    createHTML(text) {
      if (text.includes('<')) throw new TypeError('markup is not written through innerHTML here');
      return text;
    },
  });
}

const { trustedTypes } = globalThis as { trustedTypes?: PolicyMaker };
if (trustedTypes) allowTextOnly(trustedTypes);
