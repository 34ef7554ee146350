import type { IncomingMessage } from 'node:http';

/** The whole body, or undefined when it is longer than `limit` bytes. Reads on to the end, so that the answer is not cut off. */
export async function readBody(
	request: IncomingMessage,
	limit: number
): Promise<string | undefined> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		length += chunk.length;
		if (length <= limit) chunks.push(chunk);
	}
	return length <= limit ? Buffer.concat(chunks).toString('utf8') : undefined;
}
