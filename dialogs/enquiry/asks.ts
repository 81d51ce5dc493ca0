const ASKS =
  /[?？]|[吗呢么不没否][。.!！~～]*\s*$|什么|啥|怎|咋|哪|谁|几[点号天个月块时]|多少|多久|多长|几多|何时|是不是|要不要|能不能|可不可|行不行|会不会|有没有|该不该|让不让|算不算|包不包|是否|还是|请问|问一下|想知道|想了解|\b(what|when|where|how|who|whose|why|which|whether|do|does|did|is|are|am|can|could|may|must|should|will|would|any)\b/iu;

/** True when the words ask something, however loosely: 「…还是…」「要不要」「咋弄」 without a question mark. */
export function asks(text: string): boolean {
  return ASKS.test(text);
}
