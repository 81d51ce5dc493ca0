import type { TurnContext } from 'botbuilder';
import type { DeskTurn } from './desk-turn.ts';

const KEY = Symbol('desk turn');

/** Puts the desk's turn where Bot Framework dialogs find it. */
export function carryDeskTurn(turn: DeskTurn): void {
  turn.context.turnState.set(KEY, turn);
}

/** The desk's turn of a Bot Framework turn. */
export function deskTurnOf(context: TurnContext): DeskTurn {
  return context.turnState.get(KEY) as DeskTurn;
}
