/** A story with what finds the call again at the centre that handed it over: its own number of it and, where it was told, the clock time. */
export function storyOfCall(story: string, call: { readonly callNumber: string; readonly handedOverAt?: string | undefined }): string {
  const traces = [call.callNumber, call.handedOverAt ?? ''].map((trace) => trace.trim()).filter((trace) => trace !== '')
  return traces.length === 0 ? story.trim() : `${story.trim()}\n\n(112: ${traces.join(', ')})`
}
