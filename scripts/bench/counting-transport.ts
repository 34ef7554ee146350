import type { Transport } from '#lib/chain/transport.ts';

/** What went over a transport. */
export interface Traffic {
	posts: number;
	calls: number;
	bytesUp: number;
	bytesDown: number;
}

/** Passes everything on and counts it. */
export function countingTransport(base: Transport): Transport & { readonly traffic: Traffic } {
	const traffic: Traffic = { posts: 0, calls: 0, bytesUp: 0, bytesDown: 0 };
	return {
		traffic,
		post: async (body, signal) => {
			traffic.posts += 1;
			traffic.calls += body.split('"jsonrpc"').length - 1;
			traffic.bytesUp += body.length;
			const answer = await base.post(body, signal);
			if (answer.ok) traffic.bytesDown += answer.value.length;
			return answer;
		}
	};
}
