{
  "keyId": "d535eabf87945cbd",
  "publicKey": "o2l9lLfxsnxC71XejMIoJYOovGDgU8/Uj744ClC/too=",
  "signature": "Tb0JEfosY8lHFikA2IboeQRvUACLOCBiWubTfXkb/jgzvV+yqzPZD7ShvFs4RQI3EtHUnPzCMH2LtKXYi/gqBQ=="
}
