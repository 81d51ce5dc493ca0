import type { TurnContext } from 'botbuilder';
import type { DeskTurn } from './desk-turn.ts';

const KEY = Symbol('desk turn');

/** Where Bot Framework looks for the memory scopes of its dialogs before it makes them anew. */
const MEMORY = 'DialogStateManagerConfiguration';

/** The scopes of the first turn, kept for all: they hold nothing of a turn, and making them takes a fifth of one. */
let memory: object | undefined;

/** Puts the desk's turn where Bot Framework dialogs find it. */
export function carryDeskTurn(turn: DeskTurn): void {
  const { turnState } = turn.context;
  turnState.set(KEY, turn);
  if (memory) turnState.set(MEMORY, memory);
}

/** The desk's turn of a Bot Framework turn. */
export function deskTurnOf(context: TurnContext): DeskTurn {
  memory ??= context.turnState.get<object>(MEMORY);
  return context.turnState.get(KEY) as DeskTurn;
}
