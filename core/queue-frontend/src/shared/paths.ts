export const queuesPath = "/queues";
export const lettersPath = "/queues/dead-letters";
export const enginePath = "/queues/engine";
