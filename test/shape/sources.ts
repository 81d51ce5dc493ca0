import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseAst } from 'vite';
import { ROOT } from '#src/root.ts';

/** A source file: its imports by path from the root (packages by name), its functions by line count. */
export interface Source {
  path: string;
  lines: number;
  imports: string[];
  functions: { line: number; lines: number }[];
  anys: number;
}

type Node = { type: string; start: number; end: number; [key: string]: unknown };

/** Every source of the product, parsed. */
export function readSources(): Source[] {
  const files = ['src', 'dialogs', 'test'].flatMap((folder) => globSync(`${ROOT}${folder}/**/*.{ts,tsx}`));
  return files.sort().map(readSource);
}

function readSource(file: string): Source {
  const text = readFileSync(file, 'utf8');
  const path = relative(ROOT, file);
  const source: Source = { path, lines: text.split('\n').length - 1, imports: [], functions: [], anys: 0 };
  const tree = parseAst(text, { lang: file.endsWith('x') ? 'tsx' : 'ts' }, file) as unknown as Node;
  walk(tree, (node) => {
    if (isFunction(node))
      source.functions.push({ line: lineOf(text, node.start), lines: linesOf(text, node.body as Node) });
    if (node.type === 'TSAnyKeyword') source.anys += 1;
    const from = importedFrom(node);
    if (from) source.imports.push(resolveImport(path, from));
  });
  return source;
}

function isFunction(node: Node): boolean {
  const functions = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];
  return functions.includes(node.type) && (node.body as Node | null)?.type === 'BlockStatement';
}

function importedFrom(node: Node): string | undefined {
  const imports = [
    'ImportDeclaration',
    'ExportNamedDeclaration',
    'ExportAllDeclaration',
    'ImportExpression',
    'TSImportType',
  ];
  if (!imports.includes(node.type)) return undefined;
  const source = (node.source ?? node.argument) as { value?: unknown } | null | undefined;
  return typeof source?.value === 'string' ? source.value : undefined;
}

/** `#records/x.ts` and `./x.ts` become paths from the root; packages keep their name. */
function resolveImport(from: string, name: string): string {
  if (name.startsWith('.')) return join(dirname(from), name);
  if (name.startsWith('#dialogs/')) return name.slice(1);
  if (name.startsWith('#src/')) return name.slice(1);
  return name.startsWith('#') ? `src/${name.slice(1)}` : name;
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one && typeof one === 'object' && typeof (one as Node).type === 'string') walk(one as Node, visit);
    }
  }
}

function linesOf(text: string, node: Node): number {
  return text.slice(node.start, node.end).split('\n').length;
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}
