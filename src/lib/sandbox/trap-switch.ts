/** Whether a request is the one by which tests provoke a trap: `sandbox_faults {"trap": true}`. */
export function armsTrap(request: unknown): boolean {
	if (typeof request !== 'object' || request === null) return false;
	if (!('method' in request) || request.method !== 'sandbox_faults') return false;
	if (!('params' in request)) return false;
	const { params } = request;
	return typeof params === 'object' && params !== null && 'trap' in params && params.trap === true;
}
