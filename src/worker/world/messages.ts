import type { ReadError } from '#lib/keeper/ports.ts';
import type { Result } from '#lib/result.ts';
import type { CommandAnswer, WorldCommand, WorldOptions, WorldState } from '../sandbox-protocol.ts';

/* What a page and its sandbox worker say to each other. Both come from one build, so the shapes are taken as they are. */

export type PostAnswer = Result<string, ReadError>;

export type ToWorld =
	| { readonly kind: 'open'; readonly options: WorldOptions }
	| { readonly kind: 'post'; readonly n: number; readonly body: string }
	| { readonly kind: 'command'; readonly n: number; readonly command: WorldCommand };

export type FromWorld =
	| { readonly kind: 'state'; readonly state: WorldState }
	| { readonly kind: 'posted'; readonly n: number; readonly answer: PostAnswer }
	| { readonly kind: 'done'; readonly n: number; readonly answer: CommandAnswer };
