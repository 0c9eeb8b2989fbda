{{- define "checkstack.name" -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- define "checkstack.labels" -}}
app.kubernetes.io/name: checkstack
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
