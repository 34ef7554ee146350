import type { ReadError } from '#lib/keeper/ports.ts';
import type { Result } from '#lib/result.ts';

/** Carries one JSON-RPC body to an endpoint and brings its answer back as text. HTTP, worker port or in process. */
export interface Transport {
	post(body: string, signal: AbortSignal): Promise<Result<string, ReadError>>;
}
