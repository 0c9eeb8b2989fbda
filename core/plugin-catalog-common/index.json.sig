{
  "keyId": "8bf60f29f0fbba01",
  "publicKey": "QBUMygDt42QVFDzZESl0OI/oFLGaVPt3+tzL9WsnLjQ=",
  "signature": "+fsZl8JL3oxNxzoBJt2UaOvbU5qyNoGEK2nOY0qUSqE5EtZ8TASByeQnwp0/x/gSWAWIs92T7vYdGHzQe2XcAg=="
}
