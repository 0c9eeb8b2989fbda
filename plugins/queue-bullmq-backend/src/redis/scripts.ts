/**
 * The recurring jobs of one queue under the prefix `KEYS[1]`: `jobs:<share>` (key to since, recurrence and data, one a line),
 * `owner`, `lease`, `version` and `progress` by share, `members` and `figures` by process, `failures` by key.
 */

/** `ARGV`: key, share, since, recurrence and data, for each job. */
export const PUT = `
local changed = {}
for i = 1, #ARGV, 4 do
  local key, share, since, body = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local old = redis.call('HGET', KEYS[1] .. 'jobs:' .. share, key)
  local oldSince, oldBody
  if old then oldSince, oldBody = string.match(old, '^([^\\n]*)\\n(.*)$') end
  if oldBody ~= body then
    local recurrence = string.match(body, '^[^\\n]*')
    if oldBody and string.match(oldBody, '^[^\\n]*') == recurrence then since = oldSince end
    redis.call('HSET', KEYS[1] .. 'jobs:' .. share, key, since .. '\\n' .. body)
    changed[share] = true
  end
end
for share in pairs(changed) do redis.call('HINCRBY', KEYS[1] .. 'version', share, 1) end`;

/** `ARGV`: key and share, for each job. */
export const REMOVE = `
local changed = {}
for i = 1, #ARGV, 2 do
  if redis.call('HDEL', KEYS[1] .. 'jobs:' .. ARGV[i + 1], ARGV[i]) == 1 then changed[ARGV[i + 1]] = true end
  redis.call('HDEL', KEYS[1] .. 'failures', ARGV[i])
end
for share in pairs(changed) do redis.call('HINCRBY', KEYS[1] .. 'version', share, 1) end`;

const READ_REPORT = `
local owner, leaseMs, shares = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local at = 5
local function each(visit)
  local count = tonumber(ARGV[at])
  at = at + 1
  for i = 1, count do
    visit(ARGV[at], ARGV[at + 1])
    at = at + 2
  end
  return count
end
local busy = {}
local answer = {}
local function isOurs(share) return redis.call('HGET', KEYS[1] .. 'owner', share) == owner end
local function lease(share)
  redis.call('HSET', KEYS[1] .. 'owner', share, owner)
  redis.call('HSET', KEYS[1] .. 'lease', share, now + leaseMs)
  answer[#answer + 1] = tonumber(share)
  answer[#answer + 1] = tonumber(redis.call('HGET', KEYS[1] .. 'version', share) or 0)
end
local heldCount = each(function(share, progress)
  busy[share] = true
  if isOurs(share) then
    redis.call('HSET', KEYS[1] .. 'progress', share, progress)
    lease(share)
  end
end)
each(function(share, progress)
  busy[share] = true
  if isOurs(share) then
    redis.call('HSET', KEYS[1] .. 'progress', share, progress)
    redis.call('HDEL', KEYS[1] .. 'owner', share)
    redis.call('HDEL', KEYS[1] .. 'lease', share)
  end
end)
each(function(key, failure) redis.call('HSET', KEYS[1] .. 'failures', key, failure) end)`;

/**
 * `ARGV`: owner, lease in ms, number of shares, figures; then, each with their number before them, the shares that are held
 * and those that are handed back, with their progress, and the failures by key. Answers the number of processes, then each
 * share that is ours now with its version.
 */
export const BEAT = `${READ_REPORT}
redis.call('ZADD', KEYS[1] .. 'members', now, owner)
redis.call('HSET', KEYS[1] .. 'figures', owner, ARGV[4])
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1] .. 'members', '-inf', now - 60000)) do
  redis.call('ZREM', KEYS[1] .. 'members', gone)
  redis.call('HDEL', KEYS[1] .. 'figures', gone)
end
local members = redis.call('ZCOUNT', KEYS[1] .. 'members', now - leaseMs, '+inf')
local missing = math.ceil(shares / members) - heldCount
for share = 0, shares - 1 do
  if missing <= 0 then break end
  local name = tostring(share)
  -- One that is ours and not held was taken by a beat whose answer was lost.
  if not busy[name] and (isOurs(name) or tonumber(redis.call('HGET', KEYS[1] .. 'lease', name) or 0) < now) then
    lease(name)
    missing = missing - 1
  end
end
table.insert(answer, 1, members)
return answer`;

/** As `BEAT`, of a process that consumes the queue no longer. */
export const LEAVE = `${READ_REPORT}
redis.call('ZREM', KEYS[1] .. 'members', owner)
redis.call('HDEL', KEYS[1] .. 'figures', owner)`;

/** Answers the figures of the processes seen within the last `ARGV[1]` ms. */
export const FIGURES = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local owners = redis.call('ZRANGEBYSCORE', KEYS[1] .. 'members', now - tonumber(ARGV[1]), '+inf')
if #owners == 0 then return {} end
return redis.call('HMGET', KEYS[1] .. 'figures', unpack(owners))`;
